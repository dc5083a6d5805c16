package okpay.database;

/// The database cannot be had, in words an operator can act upon.
public final class DatabaseTrouble extends RuntimeException {
    public DatabaseTrouble(String message) {
        super(message);
    }

    DatabaseTrouble(String message, Throwable cause) {
        super(message, cause);
    }
}
