/// A seeded stream of chance: SplitMix64. Equal seeds and streams give equal numbers on every machine.
///
/// - SeeAlso: Steele, Lea & Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
struct SampleRandom: RandomNumberGenerator {
  private var state: UInt64

  /// - Parameter stream: Which of the independent streams of a seed, such as one per community.
  init(seed: UInt64, stream: UInt64 = 0) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 ^ (stream &+ 1) &* 0xD1B5_4A32_D192_ED03
    _ = next()
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number in `0..<1`.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number in `low..<high`.
  mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

  /// A bell-shaped number with mean 0 and deviation 1, within ±3.5 (sum of four uniform numbers).
  mutating func bell() -> Double { (unit() + unit() + unit() + unit() - 2) * 1.732_050_807_568_877_2 }

  /// An index in `0..<count`. The bias of the modulus is below 2⁻⁴⁰ at the sizes used here.
  mutating func index(_ count: Int) -> Int { Int(next() % UInt64(max(1, count))) }

  mutating func chance(_ probability: Double) -> Bool { unit() < probability }
}

/// A smooth wiggle over `0...1`, a sum of sines with random phases.
struct Wiggle {
  private var amplitudes: [Double] = []
  private var phases: [Double] = []

  /// - Parameters:
  ///   - octaves: The number of sines; the k-th has k half waves.
  ///   - roughness: 0 for equal amplitudes at all wavelengths, 2 for a smooth line.
  init(octaves: Int, roughness: Double, using random: inout SampleRandom) {
    for wave in 1...max(1, octaves) {
      amplitudes.append(random.uniform(0.4, 1) / power(Double(wave), roughness))
      phases.append(random.uniform(0, 2 * .pi))
    }
  }

  /// The wiggle at a place, roughly within ±1, fading to 0 at both ends.
  func value(at t: Double) -> Double {
    var sum = 0.0
    for index in amplitudes.indices {
      sum += amplitudes[index] * sine(.pi * Double(index + 1) * t + phases[index])
    }
    return sum * min(1, 5 * t, 5 * (1 - t))
  }

  /// The wiggle on a circle: whole waves only, no fading.
  func cyclic(at angle: Double, from lowest: Int) -> Double {
    var sum = 0.0
    for index in amplitudes.indices {
      sum += amplitudes[index] * sine(Double(index + lowest) * angle + phases[index])
    }
    return sum
  }
}
