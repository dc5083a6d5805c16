package okpay.help;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.Extension;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterVisitor;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;

/// Reads what articles are written in. What is HTML in them is shown as it was typed.
final class Markdown {

    private static final List<Extension> MORE = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(MORE).build();
    private static final Parser FRONT =
            Parser.builder().extensions(List.of(YamlFrontMatterExtension.create())).build();
    private static final HtmlRenderer HTML =
            HtmlRenderer.builder()
                    .extensions(MORE)
                    .escapeHtml(true)
                    .sanitizeUrls(true)
                    .attributeProviderFactory(_ -> Markdown::reachable)
                    .build();
    private static final TextContentRenderer PLAIN =
            TextContentRenderer.builder()
                    .extensions(MORE)
                    .lineBreakRendering(LineBreakRendering.COMPACT)
                    .build();

    private Markdown() {}

    /// A table may be wider than a phone: it is moved by keyboard too.
    private static void reachable(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof TableBlock) {
            attributes.put("tabindex", "0");
        }
    }

    /// A file as articles are shipped in: front matter, and the body after it.
    static Wording file(String content) {
        var visitor = new YamlFrontMatterVisitor();
        FRONT.parse(content).accept(visitor);
        var front = visitor.getData();
        int end = content.indexOf("\n---", 3);
        if (!content.startsWith("---") || end < 0) {
            throw new IllegalArgumentException("No front matter");
        }
        return new Wording(
                one(front, "title"),
                one(front, "summary"),
                front.getOrDefault("also", List.of()),
                content.substring(content.indexOf('\n', end + 1)));
    }

    private static String one(Map<String, List<String>> front, String name) {
        var values = front.getOrDefault(name, List.of());
        if (values.size() != 1) {
            throw new IllegalArgumentException("%s: %s".formatted(name, values));
        }
        return values.getFirst();
    }

    static Text read(String body, Tongue tongue) {
        var reader = new Reader(tongue);
        var node = PARSER.parse(body).getFirstChild();
        while (node != null) {
            var next = node.getNext();
            reader.take(node);
            node = next;
        }
        return reader.done();
    }

    /// Takes the pieces of a body one after the other.
    private static final class Reader {

        private final Tongue tongue;
        private final List<Block> blocks = new ArrayList<>();
        private final List<Section> sections = new ArrayList<>();
        private final List<String> links = new ArrayList<>();
        private final StringBuilder html = new StringBuilder();
        private final StringBuilder under = new StringBuilder();
        private final StringBuilder words = new StringBuilder();
        private String heading = "";
        private int headings = 0;

        Reader(Tongue tongue) {
            this.tongue = tongue;
        }

        void take(Node node) {
            var live = live(node);
            if (live.isPresent()) {
                endWords();
                blocks.add(live.get());
            } else if (node instanceof Heading head && head.getLevel() <= 2) {
                endSection();
                head.accept(new Rewriting());
                headings++;
                heading = PLAIN.render(head).strip();
                html.append("<h2 id=\"s").append(headings).append("\">");
                html.append(HTML.render(head).replaceAll("</?h\\d>", "").strip()).append("</h2>\n");
            } else {
                node.accept(new Rewriting());
                var shown = HTML.render(node);
                html.append(shown);
                under.append(shown);
                node.accept(new Unlinking());
                words.append(PLAIN.render(node)).append('\n');
            }
        }

        private Optional<Block> live(Node node) {
            return node instanceof Paragraph
                            && node.getFirstChild() instanceof Link link
                            && link.getNext() == null
                            && link.getDestination().startsWith("do:")
                    ? LiveStep.read(link.getDestination().substring(3))
                            .map(step -> new Block.Live(step, words(link)))
                    : Optional.empty();
        }

        private static String words(Link link) {
            var words = new StringBuilder();
            link.accept(
                    new AbstractVisitor() {
                        @Override
                        public void visit(org.commonmark.node.Text text) {
                            words.append(text.getLiteral());
                        }
                    });
            return words.toString().strip();
        }

        private void endWords() {
            if (!html.isEmpty()) {
                blocks.add(new Block.Words(html.toString()));
                html.setLength(0);
            }
        }

        private void endSection() {
            if (headings > 0 || !under.isEmpty()) {
                sections.add(
                        new Section(
                                headings == 0 ? "top" : "s" + headings,
                                heading,
                                under.toString(),
                                words.toString().strip()));
            }
            under.setLength(0);
            words.setLength(0);
        }

        Text done() {
            endWords();
            endSection();
            return new Text(List.copyOf(blocks), List.copyOf(sections), List.copyOf(links));
        }

        /// Where a link leads is no word of the article.
        private static final class Unlinking extends AbstractVisitor {
            @Override
            public void visit(Link link) {
                visitChildren(link);
                while (link.getFirstChild() != null) {
                    link.insertBefore(link.getFirstChild());
                }
                link.unlink();
            }
        }

        /// Links to other articles lead to the same language.
        private final class Rewriting extends AbstractVisitor {
            @Override
            public void visit(Link link) {
                links.add(link.getDestination());
                if (link.getDestination().startsWith("article:")) {
                    link.setDestination(
                            "/%s/help/%s"
                                    .formatted(
                                            tongue.code(),
                                            link.getDestination().substring("article:".length())));
                }
                visitChildren(link);
            }
        }
    }
}
