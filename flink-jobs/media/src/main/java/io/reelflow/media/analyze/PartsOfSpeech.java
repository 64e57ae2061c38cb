package io.reelflow.media.analyze;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTaggerME;
import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.tokenize.TokenizerModel;

/**
 * English tokens with their parts of speech (OpenNLP models, Apache-2.0). Models are loaded once for each process; an
 * object of this class belongs to one thread, as OpenNLP's own do.
 */
final class PartsOfSpeech {
    /** @param tag of Universal Dependencies: {@code NOUN}, {@code PROPN}, {@code ADJ} … */
    record Token(String text, String tag) {}

    private final TokenizerME tokenizer = new TokenizerME(Models.TOKENIZER);
    private final POSTaggerME tagger = new POSTaggerME(Models.TAGGER);

    List<Token> tokens(String sentence) {
        String[] words = tokenizer.tokenize(sentence);
        String[] tags = tagger.tag(words);
        var tokens = new ArrayList<Token>(words.length);
        for (int i = 0; i < words.length; i++) {
            tokens.add(new Token(words[i], tags[i]));
        }
        return tokens;
    }

    private static final class Models {
        private static final TokenizerModel TOKENIZER = tokenizer("/opennlp-en-ud-ewt-tokens-1.3-2.5.4.bin");
        private static final POSModel TAGGER = tagger("/opennlp-en-ud-ewt-pos-1.3-2.5.4.bin");

        private static TokenizerModel tokenizer(String name) {
            try (InputStream stream = open(name)) {
                return new TokenizerModel(stream);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static POSModel tagger(String name) {
            try (InputStream stream = open(name)) {
                return new POSModel(stream);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static InputStream open(String name) throws IOException {
            InputStream stream = PartsOfSpeech.class.getResourceAsStream(name);
            if (stream == null) {
                throw new IOException("not on the classpath: " + name);
            }
            return stream;
        }
    }
}
