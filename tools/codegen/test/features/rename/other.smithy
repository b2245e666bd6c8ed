$version: "2.0"

namespace example.rename.other

structure Item {
    id: String
}
