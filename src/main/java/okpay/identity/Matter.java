package okpay.identity;

/// What a letter is about, and with it by how many ways it goes and who may choose them.
public enum Matter {
    /// Somebody asked for it by a phone number or an address: it goes there, at once.
    DIRECT,
    /// Something happened to what the wallet is locked with: every way at once, for whoever did it
    /// may hold one of them. Nobody can switch it off.
    SAFETY,
    /// Bills, plans, requests and disputes: money that went, or did not, or will.
    MONEY,
    /// Money that came in. It happens all the time, and stands in the list of payments anyway.
    INCOME,
    /// An answer to what they asked.
    HELP,
    /// What became of their ideas.
    NEWS
}
