package io.reelflow.status.search;

import io.reelflow.schemas.ObjectKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index in its folder: a document for each moment, replaced a video at a time. With what is in it goes a mark of the
 * place in the changes up to which it holds everything.
 */
final class SearchIndex implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);

    /** Raised when documents change; an index of another version is made anew. */
    private static final String VERSION = "2";

    /** Field of a passage's vector. */
    static final String MEANING = "meaning";

    /** What is said in a passage, which is not found by its words: its segments are; and the field that they are in. */
    static final String PASSAGE = "passage";

    static final String PASSAGE_FIELD = "passage_field";

    /** So that the graph of a segment's vectors, which is made on the heap, stays below about 40 MB. */
    private static final double LARGEST_SEGMENT_MEGABYTES = 128;

    private static final double BUFFER_MEGABYTES = 16;

    private final Languages languages = new Languages();
    private final FSDirectory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;

    SearchIndex(Path folder) throws IOException {
        directory = FSDirectory.open(Files.createDirectories(folder));
        writer = open();
        searchers = new SearcherManager(writer, null);
    }

    private IndexWriter open() throws IOException {
        try {
            return new IndexWriter(directory, config(OpenMode.CREATE_OR_APPEND));
        } catch (CorruptIndexException | IndexFormatTooOldException | IndexFormatTooNewException e) {
            LOG.warn("The search index in {} can not be read: it is made anew", directory.getDirectory(), e);
            return new IndexWriter(directory, config(OpenMode.CREATE));
        }
    }

    private IndexWriterConfig config(OpenMode mode) {
        var scheduler = new ConcurrentMergeScheduler();
        scheduler.setMaxMergesAndThreads(6, 1);
        return new IndexWriterConfig(languages)
                .setMergePolicy(new TieredMergePolicy().setMaxMergedSegmentMB(LARGEST_SEGMENT_MEGABYTES))
                .setMergeScheduler(scheduler)
                .setOpenMode(mode)
                .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                .setCommitOnClose(false);
    }

    Path folder() {
        return directory.getDirectory();
    }

    Languages languages() {
        return languages;
    }

    /** What was said of the index when it was stored last; empty for a new one. */
    Map<String, String> mark() {
        var mark = new HashMap<String, String>();
        Iterable<Map.Entry<String, String>> stored = writer.getLiveCommitData();
        if (stored != null) {
            stored.forEach(each -> mark.put(each.getKey(), each.getValue()));
        }
        return VERSION.equals(mark.remove("version")) ? mark : Map.of();
    }

    /** Stores all that was done, and this about it. */
    void store(Map<String, String> mark) throws IOException {
        var data = new HashMap<>(mark);
        data.put("version", VERSION);
        writer.setLiveCommitData(data.entrySet());
        writer.commit();
    }

    void clear() throws IOException {
        writer.deleteAll();
    }

    /** Of removed videos, which are named by their hash, those that are in here. */
    List<String> ids(List<String> changed) throws IOException {
        var ids = new ArrayList<String>();
        for (String each : changed) {
            if (each.startsWith(Changes.PURGED)) {
                show();
                var hash = new TermQuery(new Term("hash", each.substring(Changes.PURGED.length())));
                search(searcher -> {
                    ScoreDoc[] found = searcher.search(hash, 1).scoreDocs;
                    return found.length > 0
                            && ids.add(searcher.storedFields()
                                    .document(found[0].doc)
                                    .get("video"));
                });
            } else {
                ids.add(each);
            }
        }
        return ids;
    }

    void remove(String videoId) throws IOException {
        writer.deleteDocuments(new Term("video", videoId));
    }

    /** All of the video at once: nobody sees a part of it. */
    void replace(SearchableVideo video) throws IOException {
        List<Document> documents = new ArrayList<>();
        video.moments().forEach(moment -> documents.add(document(video, moment)));
        video.passages().forEach(passage -> documents.add(document(video, passage)));
        writer.updateDocuments(new Term("video", video.videoId()), documents);
    }

    /** Lets searches see what was done. */
    void show() throws IOException {
        searchers.maybeRefreshBlocking();
    }

    interface Use<T> {
        T with(IndexSearcher searcher) throws IOException;
    }

    <T> T search(Use<T> use) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return use.with(searcher);
        } finally {
            searchers.release(searcher);
        }
    }

    private static Document document(SearchableVideo video, Moment moment) {
        Document document = document(video, moment.kind(), moment.language(), moment.start(), moment.end());
        if (moment.speaker() != null) {
            document.add(new StringField("speaker", lower(moment.speaker()), Field.Store.NO));
        }
        if (!moment.words().isEmpty()) {
            document.add(new StoredField("words", WordTimes.of(moment)));
        }
        document.add(new TextField(Languages.field(moment.language()), moment.text(), Field.Store.YES));
        return document;
    }

    private static Document document(SearchableVideo video, Passage passage) {
        Document document = document(video, Kind.TRANSCRIPT, passage.language(), passage.start(), passage.end());
        passage.speakers().forEach(speaker -> document.add(new StringField("speaker", lower(speaker), Field.Store.NO)));
        document.add(new StoredField(PASSAGE, passage.text()));
        document.add(new StoredField(PASSAGE_FIELD, Languages.field(passage.language())));
        byte[] meaning = BytesRef.deepCopyOf(passage.meaning()).bytes;
        document.add(new KnnByteVectorField(MEANING, meaning, VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT));
        return document;
    }

    private static Document document(
            SearchableVideo video, Kind kind, @Nullable String language, double start, double end) {
        var document = new Document();
        document.add(new StringField("video", video.videoId(), Field.Store.YES));
        document.add(new StringField("hash", ObjectKeys.hash(video.videoId()), Field.Store.NO));
        document.add(new StringField("kind", kind.word(), Field.Store.YES));
        document.add(new StoredField("start", start));
        document.add(new StoredField("end", end));
        if (video.title() != null) {
            document.add(new StoredField("title", video.title()));
        }
        if (language != null) {
            document.add(new StringField("language", lower(language), Field.Store.NO));
        }
        video.owners().forEach(owner -> document.add(new StringField("owner", owner, Field.Store.NO)));
        video.channels().forEach(channel -> document.add(new StringField("channel", channel, Field.Store.NO)));
        point(document, "published", video.published(), day -> day.toEpochDay());
        point(document, "created", video.created(), time -> time.toEpochMilli());
        return document;
    }

    private static <T> void point(Document document, String field, @Nullable T value, ToLongFunction<T> number) {
        if (value != null) {
            document.add(new LongPoint(field, number.applyAsLong(value)));
        }
    }

    static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /** What was not stored is lost; it comes again from the tables. */
    @Override
    public void close() throws IOException {
        searchers.close();
        writer.close();
        directory.close();
    }
}
