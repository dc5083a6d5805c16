package okpay.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import okpay.id.Digests;

/// What was asked, in 128 bits: the first half of SHA-256 over the gists of all instructions.
record Gist(long high, long low) {

    static final int BYTES = 16;

    static Gist of(List<Instruction> chain) {
        var sha = Digests.sha256();
        for (var instruction : chain) {
            sha.update(instruction.gist().getBytes(StandardCharsets.UTF_8));
            sha.update((byte) '\n');
        }
        return read(sha.digest());
    }

    static Gist read(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        return new Gist(buffer.getLong(), buffer.getLong());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }
}
