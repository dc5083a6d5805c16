package okpay.ledger;

/// The books gave no answer in time: too many orders wait, or the database is away. The order may
/// or may not have been booked; asking again with the same key tells, and books it at most once.
public class BooksUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BooksUnavailable(String message) {
        super(message);
    }
}
