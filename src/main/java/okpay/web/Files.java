package okpay.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import okpay.disputes.Dispute;
import okpay.disputes.Disputes;
import okpay.disputes.Evidence;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.multipart.MultipartFile;

/// Evidence in and out of the pages. It leaves as a file to keep, never as a page of ours.
public final class Files {

    private static final long LARGEST = 8_000_000;

    private Files() {}

    public static Optional<Disputes.Reason> add(
            Evidence evidence, Dispute dispute, Evidence.Side side, MultipartFile file)
            throws IOException {
        if (file.getSize() > LARGEST) {
            return Optional.of(Disputes.Reason.FILE_TOO_LARGE);
        }
        var name = Optional.ofNullable(file.getOriginalFilename()).orElse("");
        return evidence.add(dispute.id(), side, name, file.getBytes());
    }

    public static ResponseEntity<Resource> send(Evidence evidence, Dispute dispute, UUID piece) {
        var content = evidence.find(dispute.id(), piece).orElseThrow(Problems.NotFound::new);
        var disposition =
                ContentDisposition.attachment()
                        .filename(content.piece().name(), StandardCharsets.UTF_8)
                        .build();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(content.piece().type()))
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(new InputStreamResource(content.body()));
    }
}
