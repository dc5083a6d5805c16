package okpay.identity;

/// How somebody showed who they are when they signed in.
public enum ProvenBy {
    PASSWORD,
    /// A one-time code to their phone number or e-mail address.
    CODE,
    PASSKEY
}
