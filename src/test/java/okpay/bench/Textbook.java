package okpay.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import okpay.database.Address;

/// The ledger of the textbooks, to compare with: one transaction for each transfer, both accounts
/// locked in the order of their ids, two balances written, one line added.
final class Textbook implements AutoCloseable {

    private final HikariDataSource pool = new HikariDataSource();

    Textbook(Address like, int connections) {
        pool.setJdbcUrl(like.jdbcUrl());
        pool.setUsername(like.user());
        pool.setPassword(like.password());
        pool.setMaximumPoolSize(connections);
        pool.setAutoCommit(false);
        pool.setConnectionTimeout(60_000);
    }

    static void prepare(Connection database, int accounts) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute("drop schema if exists textbook cascade");
            statement.execute("create schema textbook");
            statement.execute(
                    """
                    create table textbook.account (id bigint primary key,
                        balance bigint not null check (balance >= 0))
                    """);
            statement.execute(
                    """
                    create table textbook.transfer (
                        id bigint generated always as identity primary key,
                        debit bigint not null, credit bigint not null,
                        amount bigint not null check (amount > 0),
                        at timestamptz not null default now())
                    """);
            statement.execute(
                    "insert into textbook.account select n, 1000000000000 from generate_series(0, "
                            + accounts
                            + ") n");
            statement.execute("vacuum analyze textbook.account");
        }
    }

    boolean transfer(long debit, long credit, long amount) throws SQLException {
        try (var connection = pool.getConnection()) {
            try {
                boolean done = transfer(connection, debit, credit, amount);
                connection.commit();
                return done;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private static boolean transfer(Connection connection, long debit, long credit, long amount)
            throws SQLException {
        try (var lock =
                        connection.prepareStatement(
                                """
                                select id, balance from textbook.account where id in (?, ?)
                                order by id for update
                                """);
                var change =
                        connection.prepareStatement(
                                "update textbook.account set balance = balance + ? where id = ?");
                var line =
                        connection.prepareStatement(
                                """
                                insert into textbook.transfer (debit, credit, amount)
                                values (?, ?, ?)
                                """)) {
            lock.setLong(1, debit);
            lock.setLong(2, credit);
            try (var rows = lock.executeQuery()) {
                while (rows.next()) {
                    if (rows.getLong(1) == debit && rows.getLong(2) < amount) {
                        return false;
                    }
                }
            }
            change.setLong(1, -amount);
            change.setLong(2, debit);
            change.executeUpdate();
            change.setLong(1, amount);
            change.setLong(2, credit);
            change.executeUpdate();
            line.setLong(1, debit);
            line.setLong(2, credit);
            line.setLong(3, amount);
            line.executeUpdate();
            return true;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
