package okpay.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/// A database connection as the world has it: the line goes dead before a commit or after it, a
/// statement never comes back, somebody deadlocks, an answer is late.
final class Faults extends AbstractDataSource {

    private final DataSource real;
    private final Random dice;
    private volatile double often;
    private int struck;

    Faults(DataSource real, long seed, double often) {
        this.real = real;
        this.dice = new Random(seed);
        this.often = often;
    }

    void stop() {
        often = 0;
    }

    synchronized int struck() {
        return struck;
    }

    private synchronized int strikes(int kinds) {
        if (dice.nextDouble() >= often) {
            return -1;
        }
        struck++;
        return dice.nextInt(kinds);
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = real.getConnection();
        return (Connection)
                Proxy.newProxyInstance(
                        Faults.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("commit")) {
                                commit(connection);
                                return null;
                            }
                            var answer = call(() -> method.invoke(connection, arguments));
                            return answer instanceof PreparedStatement statement
                                    ? faulty(statement)
                                    : answer;
                        });
    }

    private void commit(Connection connection) throws SQLException {
        switch (strikes(4)) {
            case 0 -> {
                connection.rollback();
                throw new SQLException("The line went dead before the commit", "08006");
            }
            case 1 -> {
                connection.commit();
                throw new SQLException("The line went dead after the commit", "08006");
            }
            case 2 -> {
                connection.rollback();
                throw new SQLException("could not serialize access", "40001");
            }
            case 3 -> {
                LockSupport.parkNanos(30_000_000);
                connection.commit();
            }
            default -> connection.commit();
        }
    }

    private PreparedStatement faulty(PreparedStatement statement) {
        return (PreparedStatement)
                Proxy.newProxyInstance(
                        Faults.class.getClassLoader(),
                        new Class<?>[] {PreparedStatement.class},
                        (_, method, arguments) -> {
                            if (method.getName().startsWith("execute")) {
                                switch (strikes(12)) {
                                    case 0 -> throw new SQLException("canceled", "57014");
                                    case 1 -> throw new SQLException("deadlock", "40P01");
                                    case 2 -> throw new SQLException("line is dead", "08006");
                                    default -> {}
                                }
                            }
                            return call(() -> method.invoke(statement, arguments));
                        });
    }

    private interface Call {
        Object make() throws IllegalAccessException, InvocationTargetException;
    }

    private static Object call(Call call) throws Throwable {
        try {
            return call.make();
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }
}
