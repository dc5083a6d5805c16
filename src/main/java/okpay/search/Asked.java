package okpay.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okpay.language.Plain;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// What somebody typed to find something, as a query: every word must be there, in what was said,
/// in the name, or as the number. The last word may be unfinished.
final class Asked {

    private static final int LONGEST = 200;
    private static final int MOST_WORDS = 20;

    private Asked() {}

    static Optional<Query> query(String text) {
        var short200 = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        var words = List.of(short200.toLowerCase(Locale.ROOT).strip().split("\\s+", MOST_WORDS));
        var all = new BooleanQuery.Builder();
        int clauses = 0;
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (!word.isEmpty()) {
                all.add(one(word, i == words.size() - 1), Occur.MUST);
                clauses++;
            }
        }
        return clauses == 0 ? Optional.empty() : Optional.of(all.build());
    }

    private static Query one(String word, boolean isLast) {
        var any = new BooleanQuery.Builder();
        said(Plain.of(word), isLast).ifPresent(it -> any.add(it, Occur.SHOULD));
        any.add(
                isLast
                        ? new PrefixQuery(new Term("names", word))
                        : new TermQuery(new Term("names", word)),
                Occur.SHOULD);
        any.add(new PrefixQuery(new Term("number", word)), Occur.SHOULD);
        return any.build();
    }

    /// All pairs of characters of a Chinese word, or the word itself.
    private static Optional<Query> said(String word, boolean isLast) {
        var terms = terms(word);
        if (terms.isEmpty()) {
            return Optional.empty();
        }
        var all = new BooleanQuery.Builder();
        for (int i = 0; i < terms.size(); i++) {
            var term = new Term("words", terms.get(i));
            boolean isOpen =
                    isLast
                            && i == terms.size() - 1
                            && terms.get(i).codePointCount(0, terms.get(i).length()) != 2;
            all.add(isOpen ? new PrefixQuery(term) : new TermQuery(term), Occur.MUST);
        }
        return Optional.of(all.build());
    }

    private static List<String> terms(String word) {
        var terms = new ArrayList<String>();
        try (var stream = CaseSearch.WORDS.tokenStream("words", word)) {
            var term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                terms.add(term.toString());
            }
            stream.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return terms;
    }
}
