/// The formats that a workbook names by number alone (ECMA-376 part 1, 18.8.30). Numbers that are not here are General.
enum BuiltInFormats {
    static func code(_ id: Int) -> String {
        switch id {
        case 1: "0"
        case 2: "0.00"
        case 3: "#,##0"
        case 4: "#,##0.00"
        case 5, 6: "\"$\"#,##0_);(\"$\"#,##0)"
        case 7, 8: "\"$\"#,##0.00_);(\"$\"#,##0.00)"
        case 9: "0%"
        case 10: "0.00%"
        case 11: "0.00E+00"
        case 14...17, 27...31, 34...36, 50...54, 57, 58: "yyyy-mm-dd"
        case 18, 20, 32: "h:mm"
        case 19, 21, 33: "h:mm:ss"
        case 22: "yyyy-mm-dd h:mm"
        case 37, 38: "#,##0_);(#,##0)"
        case 39, 40: "#,##0.00_);(#,##0.00)"
        case 41: "#,##0_);(#,##0);\"-\""
        case 42: "\"$\"#,##0_);(\"$\"#,##0);\"-\""
        case 43: "#,##0.00_);(#,##0.00);\"-\""
        case 44: "\"$\"#,##0.00_);(\"$\"#,##0.00);\"-\""
        case 45: "mm:ss"
        case 46: "[h]:mm:ss"
        case 47: "mm:ss"
        case 48: "##0.0E+0"
        case 55, 56: "yyyy-mm-dd"
        default: "General"
        }
    }
}
