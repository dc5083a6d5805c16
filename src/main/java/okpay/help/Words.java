package okpay.help;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import okpay.language.Plain;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/// Finds articles of one language by the words in them (BM25). Chinese is searched by pairs of
/// characters. The last word may be unfinished.
final class Words {

    private static final int MOST_TERMS = 60;
    private static final int MOST_HITS = 50;
    private static final Map<String, Float> FIELDS =
            Map.of("title", 3f, "also", 2f, "summary", 1.5f, "body", 1f);

    private final Analyzer analyzer;
    private final IndexSearcher searcher;
    private final Map<String, Set<String>> titles = new HashMap<>();

    Words(Tongue tongue, List<Article> articles) {
        analyzer = tongue == Tongue.ZH ? new CJKAnalyzer() : new EnglishAnalyzer();
        var directory = new ByteBuffersDirectory();
        try (var writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
            for (var article : articles) {
                var edition = article.editions().get(tongue);
                if (edition != null) {
                    writer.addDocument(document(article.slug(), edition));
                    titles.put(article.slug(), Set.copyOf(terms(asked(edition.wording()))));
                }
            }
            writer.commit();
            searcher = new IndexSearcher(DirectoryReader.open(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Document document(String slug, Edition edition) {
        var document = new Document();
        var wording = edition.wording();
        document.add(new StringField("slug", slug, Field.Store.YES));
        document.add(new TextField("title", Plain.of(wording.title()), Field.Store.NO));
        document.add(new TextField("summary", Plain.of(wording.summary()), Field.Store.NO));
        for (var also : wording.also()) {
            document.add(new TextField("also", Plain.of(also), Field.Store.NO));
        }
        document.add(new TextField("body", edition.text().plain(), Field.Store.NO));
        return document;
    }

    private static String asked(Wording wording) {
        return Plain.of(wording.title())
                + "\n"
                + wording.also().stream().map(Plain::of).collect(Collectors.joining("\n"));
    }

    /// How much of a text stands in the title of an article or the ways people ask for it, 0 to 1.
    double share(String text, String slug) {
        var terms = terms(text);
        var there = titles.getOrDefault(slug, Set.of());
        if (terms.isEmpty()) {
            return 0;
        }
        long found = terms.stream().filter(there::contains).count();
        var last = terms.getLast();
        boolean isUnfinished =
                !there.contains(last) && there.stream().anyMatch(it -> it.startsWith(last));
        return (double) (found + (isUnfinished ? 1 : 0)) / terms.size();
    }

    /// @param text as it is compared ([Plain])
    /// @return scores by slug, the best first
    Map<String, Double> scores(String text) {
        var all = terms(text);
        if (all.isEmpty()) {
            return Map.of();
        }
        var terms = all.subList(0, Math.min(all.size(), MOST_TERMS));
        var query = new BooleanQuery.Builder();
        FIELDS.forEach((field, weight) -> {
            for (var term : terms) {
                query.add(
                        new BoostQuery(new TermQuery(new Term(field, term)), weight), Occur.SHOULD);
            }
        });
        for (var field : List.of("title", "also")) {
            query.add(new PrefixQuery(new Term(field, terms.getLast())), Occur.SHOULD);
        }
        try {
            var scores = new HashMap<String, Double>();
            var stored = searcher.storedFields();
            for (var hit : searcher.search(query.build(), MOST_HITS).scoreDocs) {
                scores.put(stored.document(hit.doc).get("slug"), (double) hit.score);
            }
            return scores;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> terms(String text) {
        var terms = new ArrayList<String>();
        try (var tokens = analyzer.tokenStream("body", text)) {
            var term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                terms.add(term.toString());
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return terms;
    }
}
