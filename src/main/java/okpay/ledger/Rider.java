package okpay.ledger;

import java.util.List;

/// Writes another room's rows in the very transaction in which the books write an order: both, or
/// neither. The room above brings it along ([Ledger#book]); the books know nothing about it.
///
/// Called on a thread of the books, once for all orders of a batch that brought the same rider, in
/// the order they were decided, refused ones too. It writes set-wise, asks nobody outside the
/// database, and waits for no lock that a caller of the books may hold. Not called when a key is
/// asked again: its rows were written with the first answer.
///
/// @param <T> what one order brings along
@FunctionalInterface
public interface Rider<T> {

    /// @throws RuntimeException undoes the one order it is about: the books try the others without
    ///   it, and its caller gets the exception
    void write(List<Ridden<T>> all);

    /// What was brought along, and what the books answered.
    record Ridden<T>(T what, Outcome outcome) {}
}
