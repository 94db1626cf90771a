import Foundation
import GridMaps
import Referees

/// A page opened from a file in a headless Chromium, which is told what to do over its DevTools pipe by a Python with
/// nothing but its standard library.
struct PageBrowser {
  private static let python: Referee? = {
    guard let referee = Referee(importing: "json, subprocess, fcntl") else { return nil }
    let isThere = try? referee.run(
      "import shutil; print(shutil.which('chromium') or shutil.which('google-chrome') or '')")
    guard let isThere, !isThere.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty else {
      print("SKIPPED: no chromium, so pages are not looked at in a browser")
      return nil
    }
    return referee
  }()

  static var isThere: Bool { python != nil }

  /// What the steps give, one after the other.
  ///
  /// - Parameter steps: JavaScript expressions, promises awaited; two frames pass after each. A step that begins with
  ///   `open:` opens the page anew at a fragment, one with `key:` presses keys, one with `click:` clicks a place of the
  ///   window, `print:` gives the number of pages of the printed page.
  /// - Returns: One value a step, and as the last one the faults and requests that were seen.
  static func run(
    _ page: ConditionsPage, width: Int = 1280, height: Int = 800, _ steps: [String]
  ) throws -> (values: [Any], faults: [String], requests: [String]) {
    guard let python else { throw CocoaError(.fileNoSuchFile) }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("gridwright-\(UUID().uuidString).html")
    try Data(page.html()).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let input = try JSONSerialization.data(withJSONObject: steps)
    let output = try python.run(
      program, arguments: [file.path, String(width), String(height)], input: String(decoding: input, as: UTF8.self))
    let answer = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any] ?? [:]
    return (
      answer["values"] as? [Any] ?? [], answer["faults"] as? [String] ?? [], answer["requests"] as? [String] ?? []
    )
  }

  private static let program = #"""
    import base64, fcntl, json, os, re, shutil, subprocess, sys, tempfile

    path, width, height = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    home = tempfile.mkdtemp(prefix='gridwright-chromium-')
    to_read, to_write = os.pipe()
    from_read, from_write = os.pipe()
    ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (to_read, from_write)]

    def inherit():
        os.dup2(ends[0], 3)
        os.dup2(ends[1], 4)

    browser = subprocess.Popen(
        [shutil.which('chromium') or shutil.which('google-chrome'), '--headless=new', '--no-sandbox', '--disable-gpu',
         '--disable-dev-shm-usage', '--hide-scrollbars', '--no-first-run', '--disable-background-networking',
         '--disable-component-update', '--remote-debugging-pipe', '--user-data-dir=' + home,
         f'--window-size={width},{height}', 'about:blank'],
        preexec_fn=inherit, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for end in (to_read, from_write, *ends):
        os.close(end)
    state = {'buffer': b'', 'number': 0, 'session': None}
    events = []

    def receive():
        while b'\0' not in state['buffer']:
            part = os.read(from_read, 1 << 20)
            if not part:
                sys.exit('the browser is gone')
            state['buffer'] += part
        message, state['buffer'] = state['buffer'].split(b'\0', 1)
        return json.loads(message)

    def send(method, **parameters):
        state['number'] += 1
        number = state['number']
        message = {'id': number, 'method': method, 'params': parameters}
        if state['session']:
            message['sessionId'] = state['session']
        os.write(to_write, json.dumps(message).encode() + b'\0')
        while True:
            message = receive()
            if message.get('id') == number:
                if 'error' in message:
                    sys.exit(method + ': ' + json.dumps(message['error']))
                return message['result']
            events.append(message)

    def run(expression):
        answer = send('Runtime.evaluate', expression=expression, returnByValue=True, awaitPromise=True)
        if 'exceptionDetails' in answer:
            sys.exit(expression + ': ' + json.dumps(answer['exceptionDetails']))
        return answer['result'].get('value')

    def rest():
        run('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60))))')

    def load(fragment):
        send('Page.navigate', url='about:blank')
        mark = len(events)
        send('Page.navigate', url='file://' + path + fragment)
        while not any(e.get('method') == 'Page.loadEventFired' for e in events[mark:]):
            events.append(receive())
        rest()

    target = next(t for t in send('Target.getTargets')['targetInfos'] if t['type'] == 'page')['targetId']
    state['session'] = send('Target.attachToTarget', targetId=target, flatten=True)['sessionId']
    for domain in ('Page', 'Runtime', 'Network', 'Log'):
        send(domain + '.enable')
    send('Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
    load('')
    values = []
    for step in json.load(sys.stdin):
        kind, _, rest_of_step = step.partition(':')
        if kind == 'open':
            load(rest_of_step)
            values.append(None)
        elif kind == 'key':
            for key in rest_of_step.split(' '):
                text = {'Enter': '\r'}.get(key, key if len(key) == 1 else None)
                down = {'type': 'keyDown', 'key': key, 'windowsVirtualKeyCode': {'Enter': 13}.get(key, 0)}
                send('Input.dispatchKeyEvent', **down, **({'text': text} if text else {}))
                send('Input.dispatchKeyEvent', type='keyUp', key=key)
            values.append(None)
        elif kind == 'click':
            x, y = map(float, rest_of_step.split(','))
            for action in ('mousePressed', 'mouseReleased'):
                send('Input.dispatchMouseEvent', type=action, x=x, y=y, button='left', clickCount=1)
            values.append(None)
        elif kind == 'print':
            pdf = base64.b64decode(send('Page.printToPDF', preferCSSPageSize=True)['data'])
            values.append(len(re.findall(rb'/Type\s*/Page\b', pdf)))
        else:
            values.append(run(step))
        rest()
    faults, requests = [], []
    for event in events:
        method, told = event.get('method'), event.get('params', {})
        if method == 'Runtime.exceptionThrown':
            faults.append(json.dumps(told['exceptionDetails']))
        elif method == 'Log.entryAdded':
            faults.append(told['entry']['text'])
        elif method == 'Runtime.consoleAPICalled' and told['type'] in ('error', 'warning', 'assert'):
            faults.append(json.dumps(told['args']))
        elif method == 'Network.requestWillBeSent':
            requests.append(told['request']['url'][:80])
    print(json.dumps({'values': values, 'faults': faults, 'requests': requests}))
    try:
        state['session'] = None
        send('Browser.close')
        browser.wait(10)
    except (SystemExit, OSError, subprocess.TimeoutExpired):
        browser.kill()
    shutil.rmtree(home, ignore_errors=True)
    """#
}

/// Tables as Python's `csv` reads them.
enum PageReader {
  static func rows(_ text: String, _ program: String) throws -> [[String]] {
    guard let referee = Referee(importing: "csv") else { return [] }
    let answer = try JSONSerialization.jsonObject(with: Data(referee.run(program, input: text).utf8))
    return answer as? [[String]] ?? []
  }
}
