$version: "2.0"

namespace example.timestampformat

use aws.protocols#awsJson1_1

/// The three forms of a timestamp, on a shape or on a member. The protocol's own is seconds since 1970.
@awsJson1_1
service Example {
    version: "2026-01-01"
    operations: [Send]
}

operation Send {
    input := {
        default: Timestamp

        @timestampFormat("epoch-seconds")
        seconds: Timestamp

        @timestampFormat("date-time")
        dateTime: Timestamp

        httpDate: HttpDate

        @timestampFormat("date-time")
        notAnHttpDate: HttpDate
    }
    output := {
        default: Timestamp
        
        @timestampFormat("epoch-seconds")
        seconds: Timestamp
        
        @timestampFormat("date-time")
        dateTime: Timestamp
        
        httpDate: HttpDate
        
        @timestampFormat("date-time")
        notAnHttpDate: HttpDate
    }
}

@timestampFormat("http-date")
timestamp HttpDate
