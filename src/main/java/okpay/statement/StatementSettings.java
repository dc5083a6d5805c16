package okpay.statement;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How statements are written.
///
/// @param fonts fonts with Chinese and Latin letters, the best first; the first that is there is
///   set into the PDF (`,2` picks one font of a collection). Without any, the reader's own Chinese
///   font is used
@ConfigurationProperties("okpay.statement")
record StatementSettings(
        @DefaultValue({
                    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc,2",
                    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc,2",
                    "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc,2",
                    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc,0"
                })
                List<String> fonts) {

    String font() {
        return fonts.stream()
                .filter(font -> Files.isReadable(Path.of(font.replaceFirst(",\\d+$", ""))))
                .findFirst()
                .orElse("");
    }
}
