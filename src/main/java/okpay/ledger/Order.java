package okpay.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Collectors;

/// A chain of instructions that is booked whole or not at all, once.
///
/// @param key makes it happen once, for ever: the same key with the same chain gets the first
///   answer again, a refusal included; the same key with another chain is refused. 1 to 200
///   characters. Derive the key from what caused the order (`payment:pm_…:capture`), so that a
///   retry asks under the same one.
/// @param chain 1 to 20 instructions
public record Order(String key, List<Instruction> chain) {

    public Order {
        if (key.isBlank() || key.length() > 200) {
            throw new IllegalArgumentException("A key has 1 to 200 characters");
        }
        if (chain.isEmpty() || chain.size() > 20) {
            throw new IllegalArgumentException("An order has 1 to 20 instructions");
        }
        chain = List.copyOf(chain);
    }

    public static Order of(String key, Instruction... chain) {
        return new Order(key, List.of(chain));
    }

    byte[] hash() {
        String gist = chain.stream().map(Instruction::gist).collect(Collectors.joining("\n"));
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(gist.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
