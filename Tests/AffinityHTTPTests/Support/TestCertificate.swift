/// A certificate of nobody's for api.affinity.co, with its key, so that a test can stand in for it. It signs itself, and no system
/// believes it.
enum TestCertificate {
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBcTCCARagAwIBAgIBATAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA9hcGkuYWZm
        aW5pdHkuY28wIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBoxGDAW
        BgNVBAMMD2FwaS5hZmZpbml0eS5jbzBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA
        BLWpeie9erOgrt6O7UgHBvrpHI1bsUdyEVwTs+r+4iRjKyfePZs5csvneVY7zTs3
        R+/prcIxO9N80/Sb133klk6jSzBJMBoGA1UdEQQTMBGCD2FwaS5hZmZpbml0eS5j
        bzAMBgNVHRMEBTADAQH/MB0GA1UdDgQWBBS4k2YdpNR5DzCMT0mIQxifClVe0zAK
        BggqhkjOPQQDAgNJADBGAiEAvYUFPUmkESnPKcJfjCOVLfNdTuXAGQJ3VEN9nit4
        HEoCIQCnMiI7Hg8A7OpNk/j0zI9wNpUiMkhA1m5OrKxcHf+NbQ==
        -----END CERTIFICATE-----

        """

    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjGb4fmawDBvkMWL6
        uoP6xPeGW80+lJvRKWMonyCoYtKhRANCAAS1qXonvXqzoK7eju1IBwb66RyNW7FH
        chFcE7Pq/uIkYysn3j2bOXLL53lWO807N0fv6a3CMTvTfNP0m9d95JZO
        -----END PRIVATE KEY-----

        """
}
