package okpay.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// A device a customer signed in from, when, and how they showed who they are.
///
/// @param by empty where that was not written down yet
public record SignedInFrom(Device device, Instant at, Optional<ProvenBy> by) {

    static SignedInFrom row(ResultSet row, int n) throws SQLException {
        return new SignedInFrom(
                new Device(
                        row.getString("app_version"),
                        row.getString("model"),
                        row.getString("system"),
                        ""),
                row.getTimestamp("opened_at").toInstant(),
                Optional.ofNullable(row.getString("proven_by")).map(ProvenBy::valueOf));
    }
}
