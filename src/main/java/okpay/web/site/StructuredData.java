package okpay.web.site;

import java.util.List;
import java.util.Map;
import okpay.help.Article;
import okpay.help.Edition;
import okpay.help.Tongue;
import okpay.web.Page;
import tools.jackson.databind.json.JsonMapper;

/// What an article is, for programs that read the site (schema.org, as JSON-LD).
final class StructuredData {

    private static final String SCHEMA = "https://schema.org";

    private StructuredData() {}

    /// @return JSON that may stand in a page: it ends no element
    static String of(Page page, Article article, Edition edition, String site) {
        var here = site + page.article(article.slug());
        var about =
                Map.of(
                        "@type", "Article",
                        "headline", edition.wording().title(),
                        "description", edition.wording().summary(),
                        "inLanguage", edition.tongue() == Tongue.ZH ? "zh-CN" : "en",
                        "dateModified", edition.writtenAt().toString(),
                        "mainEntityOfPage", here,
                        "publisher", Map.of("@type", "Organization", "name", "OKPay"));
        var way =
                Map.of(
                        "@type",
                        "BreadcrumbList",
                        "itemListElement",
                        List.of(
                                step(1, page.say("help.title"), site + page.help()),
                                step(2, edition.wording().title(), here)));
        return JsonMapper.shared()
                .writeValueAsString(Map.of("@context", SCHEMA, "@graph", List.of(about, way)))
                .replace("<", "\\u003c");
    }

    private static Map<String, Object> step(int n, String name, String at) {
        return Map.of("@type", "ListItem", "position", n, "name", name, "item", at);
    }
}
