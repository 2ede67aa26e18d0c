extension BuiltInAccount {
    static let industries = [
        "Fintech", "Healthcare", "Climate", "Developer Tools", "Marketplaces", "Artificial Intelligence", "Mobility", "Consumer",
        "Security",
        "Industrial",
    ]

    static let stages = ["Pre-Seed", "Seed", "Series A", "Series B", "Growth"]

    /// Fields of every organization: some people made, some Affinity fills, with the types of the published examples
    /// (AffinityAPI.md#kinds-of-fields). Affinity also has an Industry of its own; it is left out, since this account's people made one of
    /// that name.
    static let organizationFields: [FieldSeed] = [
        FieldSeed(name: "Industry", valueType: .dropdown, options: industries.map { OptionSeed(text: $0) }),
        FieldSeed(name: "Stage", valueType: .rankedDropdown, options: stages.map { OptionSeed(text: $0, color: .blue) }),
        FieldSeed(name: "Investment Thesis", valueType: .text),
        FieldSeed(name: "Relationship Owner", valueType: .person, takesUsersOnly: true),
        FieldSeed(name: "Last Reviewed", valueType: .datetime),
        FieldSeed(name: "Description", valueType: .text, key: "affinity-data-description"),
        FieldSeed(name: "Description", valueType: .text, key: "dealroom-description", source: "dealroom"),
        FieldSeed(name: "Location", valueType: .location, key: "affinity-data-location"),
        FieldSeed(name: "Year Founded", valueType: .number, key: "affinity-data-year-founded"),
        FieldSeed(name: "Investment Stage", valueType: .filterableText, key: "affinity-data-investment-stage"),
        FieldSeed(name: "Number of Employees", valueType: .number, key: "affinity-data-number-of-employees"),
        FieldSeed(
            name: "Number of Employees", valueType: .number, key: "dealroom-number-of-employees", source: "dealroom"),
        FieldSeed(name: "Last Funding Amount (USD)", valueType: .number, key: "affinity-data-last-funding-amount"),
        FieldSeed(name: "Total Funding Amount (USD)", valueType: .number, key: "affinity-data-total-funding-amount"),
        FieldSeed(name: "Last Funding Date", valueType: .datetime, key: "affinity-data-last-funding-date"),
        FieldSeed(name: "Investors", valueType: .filterableTextMulti, key: "affinity-data-investors"),
        FieldSeed(name: "LinkedIn URL", valueType: .text, key: "affinity-data-linkedin-url"),
    ]

    static let personFields: [FieldSeed] = [
        FieldSeed(name: "Seniority", valueType: .dropdown, options: ["Founder", "Executive", "Investor"].map { OptionSeed(text: $0) }),
        FieldSeed(name: "Met At", valueType: .text),
        FieldSeed(name: "Job Titles", valueType: .filterableTextMulti, key: "affinity-data-job-titles"),
        FieldSeed(name: "Current Job Title", valueType: .filterableText, key: "affinity-data-current-job-title"),
        FieldSeed(name: "Current Organization", valueType: .company, key: "affinity-data-current-organization"),
        FieldSeed(name: "Industry", valueType: .filterableTextMulti, key: "affinity-data-industry"),
        FieldSeed(name: "Phone Number", valueType: .filterableTextMulti, key: "affinity-data-phone-number"),
        FieldSeed(name: "LinkedIn URL", valueType: .text, key: "affinity-data-linkedin-url"),
        FieldSeed(name: "Location", valueType: .location, key: "affinity-data-location"),
    ]

    static let statuses: [OptionSeed] = [
        OptionSeed(text: "New", color: .gray, category: .open, winRate: 5),
        OptionSeed(text: "Contacted", color: .blue, category: .open, winRate: 10),
        OptionSeed(text: "Meeting", color: .blue, category: .open, winRate: 20),
        OptionSeed(text: "Due Diligence", color: .purple, category: .open, winRate: 50),
        OptionSeed(text: "Term Sheet", color: .orange, category: .open, winRate: 80),
        OptionSeed(text: "Closed Won", color: .green, category: .won),
        OptionSeed(text: "Passed", color: .red, category: .lost),
    ]

    static let sources = ["Inbound", "Outbound", "Referral", "Conference", "Accelerator", "University"]
    static let tags = ["AI", "B2B", "B2C", "Hardware", "Open Source", "Second-time Founder", "Warm Intro"]

    static let status = FieldSeed(name: "Status", valueType: .rankedDropdown, isStatus: true, options: statuses)
    static let owners = FieldSeed(name: "Owners", valueType: .personMulti, takesUsersOnly: true)

    /// Together with the fields of organizations every type of AffinityAPI.md#values is there.
    static let dealflowFields: [FieldSeed] = [
        status, owners,
        FieldSeed(name: "Deal Size", valueType: .number, description: "In US dollars"),
        FieldSeed(name: "First Met", valueType: .datetime),
        FieldSeed(name: "Source", valueType: .dropdown, options: sources.map { OptionSeed(text: $0) }),
        FieldSeed(name: "Summary", valueType: .text),
        FieldSeed(name: "Tags", valueType: .dropdownMulti, options: tags.map { OptionSeed(text: $0) }),
        FieldSeed(name: "Sourced By", valueType: .person),
        FieldSeed(name: "HQ Office", valueType: .location),
        FieldSeed(name: "Referrers", valueType: .personMulti),
        FieldSeed(
            name: "Priority", valueType: .rankedDropdown,
            options: ["High", "Medium", "Low"].map { OptionSeed(text: $0, color: .orange) }),
        FieldSeed(name: "Lead Investor", valueType: .company),
        FieldSeed(name: "Competitors", valueType: .companyMulti),
        FieldSeed(name: "Offices", valueType: .locationMulti),
        FieldSeed(name: "Round Sizes", valueType: .numberMulti),
        FieldSeed(name: "Thesis", valueType: .text),
        FieldSeed(name: "Keywords", valueType: .filterableTextMulti),
        FieldSeed(name: "Score", valueType: .formulaNumber),
    ]
}
