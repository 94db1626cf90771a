/// A random generator whose stream is fixed for all time by its seed: xoshiro256**, seeded by SplitMix64.
///
/// - SeeAlso: Blackman & Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47(4), 2021.
public struct StableRandom: RandomNumberGenerator, Sendable {
  private var s0, s1, s2, s3: UInt64

  /// The sequence of a seed, the same on every machine.
  public init(seed: UInt64) {
    var mixer = SplitMix64(state: seed)
    s0 = mixer.next()
    s1 = mixer.next()
    s2 = mixer.next()
    s3 = mixer.next()
  }

  /// A stream of its own for a numbered part of a task, so that parts may be worked on in any order.
  public init(seed: UInt64, stream: UInt64) {
    var mixer = SplitMix64(state: stream &+ 0x6A09_E667_F3BC_C909)
    self.init(seed: seed ^ mixer.next())
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    let product = s1 &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = (s3 << 45) | (s3 >> 19)
    return result
  }

  /// A number in `0..<bound`, biased by less than `bound / 2³²`, without a loop or a division.
  package mutating func below(_ bound: Int32) -> Int32 {
    Int32(truncatingIfNeeded: ((next() >> 32) &* UInt64(UInt32(bitPattern: bound))) >> 32)
  }

  /// A number in `0..<1` with 53 random bits.
  package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}

/// Vigna's SplitMix64, which spreads any seed over the state of a larger generator.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// The 64-bit FNV-1a hash of a text's UTF-8 bytes: the same on every machine and in every run.
public func stableHash(_ text: String) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
  return hash
}
