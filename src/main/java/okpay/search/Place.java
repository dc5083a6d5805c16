package okpay.search;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;

/// Where an index lies on the disk. The latest words stand first in it, so that a search for what
/// half of all messages say is over as soon as it has enough.
final class Place {

    static final Sort LATEST = new Sort(new SortField("at", SortField.Type.LONG, true));

    private static final int MOST = 9;

    private Place() {}

    /// The first place that no other node has taken.
    static IndexWriter open(Path folder, Analyzer analyzer) throws IOException {
        for (int i = 1; i <= MOST; i++) {
            var directory = FSDirectory.open(folder.resolve("node-" + i));
            try {
                return new IndexWriter(
                        directory,
                        new IndexWriterConfig(analyzer)
                                .setIndexSort(LATEST)
                                .setRAMBufferSizeMB(64)
                                .setCommitOnClose(true));
            } catch (LockObtainFailedException _) {
                directory.close();
            }
        }
        throw new IOException("All places for an index in " + folder + " are taken");
    }
}
