$version: "2.0"

namespace example.bignumbers

use aws.protocols#awsJson1_1

/// Numbers whose digits JavaScript's own do not keep. They are checked as they were sent.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        whole: BigInteger = 9007199254740993
        bounded: Bounded
        decimal: BigDecimal
        percentage: Percentage
    }
    output := {
        whole: BigInteger = 9007199254740993
        bounded: Bounded
        decimal: BigDecimal
        percentage: Percentage
    }
}

@range(min: 0, max: 100)
bigDecimal Percentage

@range(min: -9223372036854775808)
bigInteger Bounded
