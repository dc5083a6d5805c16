package okpay.database;

import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Says in a few words why OKPay cannot start on this database, instead of a page of stack.
final class TroubleAnalyzer extends AbstractFailureAnalyzer<RuntimeException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, RuntimeException cause) {
        for (Throwable e = root; e != null; e = e.getCause()) {
            if (e instanceof DatabaseTrouble trouble) {
                return new FailureAnalysis(String.valueOf(trouble.getMessage()), null, trouble);
            }
            if (e instanceof FlywayValidateException newer) {
                return new FailureAnalysis(
                        "This database was written by another version of OKPay:\n"
                                + newer.getMessage(),
                        "Use the OKPay that wrote it, or another folder with --data DIR.",
                        newer);
            }
        }
        return null;
    }
}
