package okpay.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import okpay.id.Digests;
import org.jspecify.annotations.Nullable;

/// What makes the books a chain: SHA-256 over the seal of the batch before and every field of every
/// request and line of this one, each text with its length before it. Change, add, drop or reorder
/// anything that was written, and the seals do not match from there on.
///
/// The head of the chain proves the rest only to somebody who kept it elsewhere: write it down
/// outside ([Verification] prints it).
final class Seal {

    static final String FIRST = "00".repeat(32);

    private final MessageDigest sha = Digests.sha256();
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    /// @param before the seal of the batch before in the same lane in hex, or [#FIRST]
    Seal(String before, long batch) {
        sha.update(HexFormat.of().parseHex(before));
        add(batch);
    }

    void request(long position, String key, Gist gist, int size, @Nullable String refusal) {
        add(position);
        add(key);
        add(gist.high());
        add(gist.low());
        add(size);
        add(refusal == null ? "" : refusal);
    }

    void proposal(@Nullable UUID proposal) {
        add(proposal == null ? 0 : proposal.getMostSignificantBits());
        add(proposal == null ? 0 : proposal.getLeastSignificantBits());
    }

    void line(long[] numbers, String purpose) {
        for (long one : numbers) {
            add(one);
        }
        add(purpose);
    }

    String done() {
        return HexFormat.of().formatHex(sha.digest());
    }

    private void add(long value) {
        sha.update(number.clear().putLong(value).array());
    }

    private void add(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        sha.update(bytes);
    }
}
