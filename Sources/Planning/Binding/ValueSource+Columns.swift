package import PipelineSpec

extension ValueSource {
    /// Every column that the value reads.
    package var columns: [Spanned<String>] {
        switch form {
        case .column(let name): [name]
        case .constant: []
        case .template(let template):
            template.parts.compactMap { part in
                if case .column(let name) = part { name } else { nil }
            }
        case .location(let location): location.parts.flatMap(\.value.columns)
        }
    }
}
