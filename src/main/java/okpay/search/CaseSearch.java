package okpay.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import okpay.identity.Customer;
import okpay.identity.CustomerId;
import okpay.identity.Customers;
import okpay.language.Plain;
import okpay.support.Feed;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.SearcherManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Searches everything that was written at once: what was said, who said it, and the numbers. All
/// history, the latest first.
@Component
public class CaseSearch implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(CaseSearch.class);
    private static final String READ = "read";

    /// A few more hits than cases are asked for: several messages may be of one case.
    private static final int MORE = 4;

    static final Analyzer WORDS =
            new PerFieldAnalyzerWrapper(
                    new CJKAnalyzer(CharArraySet.EMPTY_SET),
                    Map.of("names", new WhitespaceAnalyzer()));

    private final Feed feed;
    private final Customers customers;
    private final SearchSettings settings;

    private @Nullable IndexWriter writer;
    private volatile @Nullable SearcherManager searchers;
    private long read;

    CaseSearch(Feed feed, Customers customers, SearchSettings settings) {
        this.feed = feed;
        this.customers = customers;
        this.settings = settings;
    }

    /// A case in which it was found.
    ///
    /// @param of what the case's conversation or number is called: `cv_…` or `cs_…`
    /// @param words those it was found in; empty for a name or number
    public record Hit(String of, String words) {}

    /// @param text any words, a number, a name, or the beginning of one
    /// @param most at most 100
    /// @return one for each case, the latest words first
    public List<Hit> find(String text, int most) {
        var manager = searchers;
        var query = Asked.query(text);
        if (manager == null || query.isEmpty()) {
            return List.of();
        }
        try {
            var searcher = manager.acquire();
            try {
                int enough = Math.clamp(most, 1, 100) * MORE;
                var top = searcher.search(query.get(), enough, Place.LATEST);
                var found = new HashMap<String, Hit>();
                var ordered = new ArrayList<Hit>();
                for (var it : top.scoreDocs) {
                    var document = searcher.storedFields().document(it.doc);
                    var hit =
                            new Hit(
                                    document.get("of"),
                                    Optional.ofNullable(document.get("text")).orElse(""));
                    if (found.putIfAbsent(hit.of, hit) == null && ordered.size() < most) {
                        ordered.add(hit);
                    }
                }
                return ordered;
            } finally {
                manager.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes in what is new; one at a time on a node.
    @Scheduled(fixedDelayString = "${okpay.search.every:PT1S}")
    public synchronized void follow() {
        try {
            var into = open();
            long over = feed.over();
            long before = into.getMaxCompletedSequenceNumber();
            takeMessages(into);
            takeCases(into);
            if (into.getMaxCompletedSequenceNumber() > before) {
                read = over;
                into.setLiveCommitData(Map.of(READ, Long.toString(read)).entrySet());
                into.commit();
                var manager = searchers;
                if (manager != null) {
                    manager.maybeRefresh();
                }
            }
        } catch (IOException | RuntimeException e) {
            log.warn("The index of words could not be written; it is tried again", e);
            forget();
        }
    }

    /// Half of a look is worse than none: what was not committed is thrown away.
    private void forget() {
        var there = writer;
        writer = null;
        try {
            if (there != null) {
                there.rollback();
                there.getDirectory().close();
            }
        } catch (IOException e) {
            log.warn("The index of words could not be closed", e);
        }
    }

    private void takeMessages(IndexWriter into) throws IOException {
        var mark = Feed.Mark.before(read);
        boolean hasMore = true;
        while (hasMore) {
            var page = feed.messages(mark, settings.atOnce());
            for (var it : page.rows()) {
                put(into, it.conversation() + ":" + it.seq(), document(it));
            }
            mark = page.last();
            hasMore = page.hasMore();
        }
    }

    private void takeCases(IndexWriter into) throws IOException {
        var mark = Feed.Mark.before(read);
        var names = new HashMap<CustomerId, String>();
        boolean hasMore = true;
        while (hasMore) {
            var page = feed.cases(mark, settings.atOnce());
            for (var it : page.rows()) {
                var name = names.computeIfAbsent(it.customer(), this::names);
                put(into, it.id().toString(), document(it, name));
            }
            mark = page.last();
            hasMore = page.hasMore();
        }
    }

    /// The first time nothing can be there twice.
    private void put(IndexWriter into, String id, Document document) throws IOException {
        document.add(new StringField("id", id, Field.Store.NO));
        if (read == 0) {
            into.addDocument(document);
        } else {
            into.updateDocument(new Term("id", id), document);
        }
    }

    private String names(CustomerId id) {
        return customers.find(id).map(Customer::name).map(Names::ways).orElse("");
    }

    private IndexWriter open() throws IOException {
        var there = writer;
        if (there != null && there.isOpen()) {
            return there;
        }
        var fresh = Place.open(settings.dir(), WORDS);
        read = 0;
        var kept = fresh.getLiveCommitData();
        if (kept != null) {
            for (var it : kept) {
                read = it.getKey().equals(READ) ? Long.parseLong(it.getValue()) : read;
            }
        }
        // An index of another database, or of one that was restored, knows a time yet to come.
        if (read > feed.now()) {
            fresh.deleteAll();
            read = 0;
        }
        writer = fresh;
        searchers = new SearcherManager(fresh, null);
        return fresh;
    }

    private static Document document(Feed.Said it) {
        var document = new Document();
        document.add(new StoredField("of", it.conversation().toString()));
        document.add(new StoredField("text", it.text()));
        document.add(new TextField("words", Plain.of(it.text()), Field.Store.NO));
        document.add(new NumericDocValuesField("at", it.at().toEpochMilli()));
        return document;
    }

    private static Document document(Feed.Opened it, String names) {
        var document = new Document();
        document.add(new StoredField("of", it.conversation().toString()));
        document.add(
                new StringField("number", it.number().toLowerCase(Locale.ROOT), Field.Store.NO));
        document.add(new TextField("names", names, Field.Store.NO));
        document.add(new NumericDocValuesField("at", it.at().toEpochMilli()));
        return document;
    }

    @Override
    public synchronized void destroy() throws IOException {
        var manager = searchers;
        if (manager != null) {
            searchers = null;
            manager.close();
        }
        if (writer != null) {
            writer.close();
            writer.getDirectory().close();
        }
    }
}
