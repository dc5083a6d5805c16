package okpay.identity;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/// Stands in for the payment PIN when the customer has agreed to one action otherwise, with a
/// passkey. It lives as long as the call that carries the action out, is good once, and never
/// leaves the process.
@Component
public class StepUps {

    private final Map<String, CustomerId> open = new ConcurrentHashMap<>();

    /// Carries out what the customer has just agreed to, and nothing else.
    ///
    /// @param what takes the place of a typed PIN
    public <T> T confirmed(CustomerId customer, Function<String, T> what) {
        var once = Token.fresh().secret();
        open.put(once, customer);
        try {
            return what.apply(once);
        } finally {
            open.remove(once);
        }
    }

    boolean take(CustomerId customer, String typed) {
        return open.remove(typed, customer);
    }
}
