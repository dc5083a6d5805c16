package okpay.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import okpay.disputes.Dispute;
import okpay.disputes.Disputes;
import okpay.disputes.Evidence;
import okpay.files.FileId;
import okpay.files.Intake;
import okpay.files.KeptFiles;
import okpay.resolution.Attachments;
import okpay.support.Author;
import okpay.support.Case;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/// Files in and out of the pages. They leave as files to keep, never as a page of ours; only a
/// picture that we drew ourselves is shown.
@Component
public class Files {

    private static final int LONGEST_ID = 100;
    private static final Duration A_DAY = Duration.ofDays(1);

    private final Attachments attachments;
    private final KeptFiles kept;

    Files(Attachments attachments, KeptFiles kept) {
        this.attachments = attachments;
        this.kept = kept;
    }

    public static Optional<Disputes.Reason> add(
            Evidence evidence, Dispute dispute, Evidence.Side side, MultipartFile file)
            throws IOException {
        return file.getSize() > Intake.LARGEST
                ? Optional.of(Disputes.Reason.FILE_TOO_LARGE)
                : evidence.add(dispute.id(), side, name(file), file.getBytes());
    }

    public static ResponseEntity<Resource> send(Evidence evidence, Dispute dispute, UUID piece) {
        var content = evidence.find(dispute.id(), piece).orElseThrow(Problems.NotFound::new);
        return answer(content.piece().name(), content.piece().type(), false)
                .body(new InputStreamResource(content.body()));
    }

    /// Puts a file into a case's conversation.
    ///
    /// @param clientId made on the sender's device for this file: sent twice, it is there once
    public Attachments.Outcome attach(
            Case one, Author author, MultipartFile file, String clientId) {
        if (clientId.isBlank() || clientId.length() > LONGEST_ID) {
            throw new Problems.Mistake("clientId");
        }
        if (file.getSize() > Intake.LARGEST) {
            return new Attachments.Outcome.NotTaken(Intake.Reason.TOO_LARGE);
        }
        try {
            return attachments.send(one, author, name(file), file.getBytes(), clientId);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// @return what there is of this name, for who may read it is checked by the caller
    public KeptFiles.Kept find(String id) {
        return FileId.read(id).flatMap(kept::find).orElseThrow(Problems.NotFound::new);
    }

    /// It never changes, and nobody but its reader's browser may keep it.
    public ResponseEntity<Resource> send(KeptFiles.Kept file) {
        return answer(file.name(), file.type(), file.isPicture())
                .cacheControl(CacheControl.maxAge(A_DAY).cachePrivate().immutable())
                .body(kept.body(file.id()));
    }

    private static ResponseEntity.BodyBuilder answer(String name, String type, boolean isShown) {
        var disposition = isShown ? ContentDisposition.inline() : ContentDisposition.attachment();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        disposition.filename(name, StandardCharsets.UTF_8).build().toString())
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("X-Content-Type-Options", "nosniff");
    }

    private static String name(MultipartFile file) {
        return Optional.ofNullable(file.getOriginalFilename()).orElse("");
    }
}
