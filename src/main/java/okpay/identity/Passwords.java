package okpay.identity;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/// Argon2id with OWASP's figures: 19 MiB, two passes, one lane. No composition rules, no expiry; at
/// least eight characters, at most 256 (NIST SP 800-63B-4 lets a password be long, not endless),
/// and none of the first that anybody would guess (its blocklist; by zxcvbn).
@Component
public class Passwords {

    /// Of zxcvbn's scores, 0 to 4.
    private static final int EASY_TO_GUESS = 1;

    private static final Zxcvbn GUESSER = new Zxcvbn();

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);

    /// Compared against when there is no such person.
    private final Supplier<String> nobody =
            SingletonSupplier.of(() -> argon2.encode("nobody signs in with this"));

    /// Each try takes 19 MiB for a moment: a crowd at the door waits in line.
    private final Semaphore line = new Semaphore(4, true);

    /// What is wrong with a new password.
    public enum Flaw {
        TOO_SHORT,
        TOO_LONG,
        /// Among the first that anybody would guess: a common one, a date, the person's own name.
        TOO_EASY
    }

    /// @param own what anybody knows about the person
    Optional<Flaw> flaw(String password, String... own) {
        if (password.length() < 8) {
            return Optional.of(Flaw.TOO_SHORT);
        }
        if (password.length() > 256) {
            return Optional.of(Flaw.TOO_LONG);
        }
        var known = Stream.concat(Stream.of("okpay"), Stream.of(own)).toList();
        var start = password.substring(0, Math.min(64, password.length()));
        return GUESSER.measure(start, known).getScore() <= EASY_TO_GUESS
                ? Optional.of(Flaw.TOO_EASY)
                : Optional.empty();
    }

    public String hash(String password) {
        line.acquireUninterruptibly();
        try {
            return argon2.encode(password);
        } finally {
            line.release();
        }
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

    /// Takes as long when there is no such person.
    ///
    /// @param hash empty when there is none: then nothing matches
    boolean matches(String password, Optional<String> hash) {
        return matches(password, hash.orElseGet(nobody)) && hash.isPresent();
    }
}
