package okpay.files;

import java.util.Optional;
import java.util.UUID;
import okpay.id.Id;
import okpay.id.Ids;

/// Names one file: `fl_…`.
public record FileId(UUID uuid) implements Id {

    static FileId next() {
        return new FileId(Ids.next());
    }

    public static Optional<FileId> read(String text) {
        return Ids.read("fl", text, FileId::new);
    }

    @Override
    public String toString() {
        return Ids.print("fl", uuid);
    }
}
