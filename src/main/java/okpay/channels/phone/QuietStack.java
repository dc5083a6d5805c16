package okpay.channels.phone;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the SIP library has to say goes where all goes; it makes one of these by name.
public final class QuietStack implements StackLogger {

    private static final Logger log = LoggerFactory.getLogger(QuietStack.class);

    @Override
    public void logStackTrace() {}

    @Override
    public void logStackTrace(int level) {}

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void logException(Throwable e) {
        log.debug("SIP", e);
    }

    @Override
    public void logDebug(String said) {}

    @Override
    public void logDebug(String said, Exception e) {}

    @Override
    public void logTrace(String said) {}

    @Override
    public void logFatalError(String said) {
        log.warn("SIP: {}", said);
    }

    @Override
    public void logError(String said) {
        log.debug("SIP: {}", said);
    }

    @Override
    public boolean isLoggingEnabled() {
        return false;
    }

    @Override
    public boolean isLoggingEnabled(int level) {
        return false;
    }

    @Override
    public void logError(String said, Exception e) {
        log.debug("SIP: {}", said, e);
    }

    @Override
    public void logWarning(String said) {}

    @Override
    public void logInfo(String said) {}

    @Override
    public void disableLogging() {}

    @Override
    public void enableLogging() {}

    @Override
    public void setBuildTimeStamp(String time) {}

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public String getLoggerName() {
        return "sip";
    }
}
