package okpay.channels;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import okpay.id.Digests;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Signs what comes back to us, with keys of our own making that are the same on every node.
@Component
public class OwnKeys {

    private static final int BYTES = 32;

    /// Hexadecimal digits of a mark.
    private static final int MARK = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;

    /// A key stays, whatever becomes of what it first signs.
    private final TransactionTemplate apart;

    private final ConcurrentHashMap<String, byte[]> keys = new ConcurrentHashMap<>();

    OwnKeys(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /// The beginning of HMAC-SHA256 over the words, in hexadecimal digits.
    ///
    /// @param name of the key: what is signed with one means nothing to another
    public String sign(String name, String words, int digits) {
        var all = Digests.hmac(kept(name), words.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(all).substring(0, digits);
    }

    /// Something we hand out and know again: its id with our mark behind it.
    public String marked(String name, String id) {
        return id + "." + sign(name, id, MARK);
    }

    /// The id of something marked; empty when the mark is none of ours.
    public Optional<String> unmarked(String name, String marked) {
        int dot = marked.indexOf('.');
        boolean isOurs =
                dot > 0
                        && marked.length() == dot + 1 + MARK
                        && isSigned(name, marked.substring(0, dot), marked.substring(dot + 1));
        return isOurs ? Optional.of(marked.substring(0, dot)) : Optional.empty();
    }

    public boolean isSigned(String name, String words, String signature) {
        return Digests.isSame(sign(name, words, signature.length()), signature);
    }

    /// Random bytes, the same on every node and for ever.
    public byte[] kept(String name) {
        return kept(name, OwnKeys::fresh);
    }

    /// A secret of our own making, the same on every node and for ever.
    ///
    /// @param maker makes it, where there is none yet
    public byte[] kept(String name, Supplier<byte[]> maker) {
        return keys.computeIfAbsent(name, it -> apart.execute(_ -> load(it, maker.get()))).clone();
    }

    private static byte[] fresh() {
        var fresh = new byte[BYTES];
        RANDOM.nextBytes(fresh);
        return fresh;
    }

    private byte[] load(String name, byte[] fresh) {
        jdbc.sql(
                        "insert into channels.secret (name, value) values (:name, :value)"
                                + " on conflict do nothing")
                .param("name", name)
                .param("value", fresh)
                .update();
        return jdbc.sql("select value from channels.secret where name = :name")
                .param("name", name)
                .query((row, _) -> row.getBytes("value"))
                .single();
    }
}
