package okpay.web.site;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import okpay.help.Articles;
import okpay.help.Audience;
import okpay.help.Edition;
import okpay.help.Tongue;
import okpay.web.Manners;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.util.HtmlUtils;

/// What search engines ask for: where they may look, and what there is.
@Controller
class ForRobots {

    private final Articles articles;
    private final Manners manners;

    ForRobots(Articles articles, Manners manners) {
        this.articles = articles;
        this.manners = manners;
    }

    @GetMapping("/robots.txt")
    ResponseEntity<String> robots() {
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_PLAIN)
                .body(
                        """
                        User-agent: *
                        Disallow: /app
                        Disallow: /console
                        Disallow: /api
                        Disallow: /*/help/search?
                        Sitemap: %s/sitemap.xml
                        """
                                .formatted(manners.site()));
    }

    /// Every public page in both languages, each naming the other (sitemaps.org, 0.9).
    @GetMapping("/sitemap.xml")
    ResponseEntity<String> sitemap() {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"")
                .append(" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
        var both = Set.of(Tongue.values());
        for (var page : List.of("", "/contact")) {
            add(xml, both, page, "");
        }
        for (var article : articles.list(Audience.EVERYBODY)) {
            var changed =
                    article.editions().values().stream()
                            .map(Edition::writtenAt)
                            .max(Comparator.naturalOrder())
                            .orElseThrow();
            add(
                    xml,
                    article.editions().keySet(),
                    "/" + article.slug(),
                    "<lastmod>%s</lastmod>".formatted(changed));
        }
        return ResponseEntity.ok()
                .contentType(new MediaType("application", "xml"))
                .body(xml.append("</urlset>\n").toString());
    }

    private void add(StringBuilder xml, Set<Tongue> tongues, String path, String more) {
        for (var tongue : tongues) {
            xml.append("<url><loc>").append(address(tongue, path)).append("</loc>").append(more);
            for (var other : tongues) {
                xml.append(
                        "<xhtml:link rel=\"alternate\" hreflang=\"%s\" href=\"%s\"/>"
                                .formatted(
                                        other == Tongue.ZH ? "zh-CN" : "en", address(other, path)));
            }
            xml.append("</url>\n");
        }
    }

    private String address(Tongue tongue, String path) {
        return HtmlUtils.htmlEscape(manners.site() + "/" + tongue.code() + "/help" + path);
    }
}
