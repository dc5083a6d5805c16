package okpay.identity;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/// Argon2id with OWASP's figures: 19 MiB, two passes, one lane. No composition rules, no expiry; at
/// least eight characters, at most 256 (NIST SP 800-63B-4 lets a password be long, not endless).
@Component
public class Passwords {

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);

    /// Compared against when there is no such person, so that the answer takes as long.
    private final Supplier<String> nobody =
            SingletonSupplier.of(() -> argon2.encode("nobody signs in with this"));

    /// Each try takes 19 MiB for a moment: a crowd at the door waits in line.
    private final Semaphore line = new Semaphore(4, true);

    public boolean isLongEnough(String password) {
        return password.length() >= 8 && password.length() <= 256;
    }

    public String hash(String password) {
        return argon2.encode(password);
    }

    boolean matches(String password, String hash) {
        if (password.length() > 256) {
            return false;
        }
        line.acquireUninterruptibly();
        try {
            return argon2.matches(password, hash);
        } finally {
            line.release();
        }
    }

    boolean matchesNobody(String password) {
        matches(password, nobody.get());
        return false;
    }
}
