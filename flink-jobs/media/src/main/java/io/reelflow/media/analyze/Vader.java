package io.reelflow.media.analyze;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How good or bad the words of an English sentence sound: the rules of VADER (Hutto and Gilbert, 2014) written anew over
 * its lexicon (MIT). Of the published rules those for capitals and emoji are left out: nobody speaks them.
 */
final class Vader {
    private static final double BOOST = 0.293;
    private static final double NEGATION = -0.74;
    private static final double[] NEARER = {1, 0.95, 0.9};
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}'’-]+");
    private static final Map<String, Double> LEXICON = lexicon();
    private static final Set<String> MORE = Set.of(
            ("absolutely amazingly awfully completely considerably decidedly deeply enormously entirely especially"
                            + " exceptionally extremely fabulously fully greatly highly hugely incredibly intensely"
                            + " majorly more most particularly purely quite really remarkably so substantially"
                            + " thoroughly totally tremendously unbelievably unusually utterly very")
                    .split(" ", -1));
    private static final Set<String> LESS = Set.of(
            "almost barely hardly less little marginally occasionally partly scarcely slightly somewhat sorta kinda"
                    .split(" ", -1));
    private static final Set<String> NEGATIONS = Set.of(
            ("aint arent cannot cant couldnt darent didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neither"
                            + " neednt never none nope nor not nothing nowhere oughtnt shant shouldnt wasnt werent"
                            + " without wont wouldnt rarely seldom despite nobody no")
                    .split(" ", -1));
    /** Before {@code like}, these make it a verb of liking; else it only compares. */
    private static final Set<String> LIKERS = Set.of("i", "you", "we", "they", "really", "to", "don't", "would", "who");

    private Vader() {}

    /** From -1 (bad) over 0 (nothing heard) to 1 (good). */
    static double compound(String sentence) {
        List<String> words = words(sentence);
        int but = words.lastIndexOf("but");
        double sum = 0;
        for (int i = 0; i < words.size(); i++) {
            double turn = but < 0 || i == but ? 1 : i < but ? 0.5 : 1.5;
            sum += turn * valence(words, i);
        }
        long exclamations = sentence.chars().filter(c -> c == '!').count();
        sum += Math.signum(sum) * Math.min(4, exclamations) * 0.292;
        return sum / Math.sqrt(sum * sum + 15);
    }

    private static double valence(List<String> words, int i) {
        Double known = LEXICON.get(words.get(i));
        if (known == null || isFiller(words, i)) {
            return 0;
        }
        double valence = known;
        for (int back = 1; back <= NEARER.length && i - back >= 0; back++) {
            String before = words.get(i - back);
            if (MORE.contains(before) || LESS.contains(before)) {
                double boost = MORE.contains(before) ? BOOST : -BOOST;
                valence += Math.signum(valence) * boost * NEARER[back - 1];
            }
            if (NEGATIONS.contains(before.replace("'", ""))) {
                return valence * NEGATION;
            }
        }
        return valence;
    }

    /** Words of the lexicon that mean nothing here: {@code no problem}, {@code looks like}, {@code kind of}. */
    private static boolean isFiller(List<String> words, int i) {
        String word = words.get(i);
        String before = i > 0 ? words.get(i - 1) : "";
        String after = i + 1 < words.size() ? words.get(i + 1) : "";
        return MORE.contains(word)
                || LESS.contains(word)
                || (word.equals("no") && LEXICON.containsKey(after))
                || (word.equals("like") && i > 0 && !LIKERS.contains(before))
                || (word.equals("kind") && after.equals("of"));
    }

    private static List<String> words(String sentence) {
        var words = new ArrayList<String>();
        Matcher matcher = WORD.matcher(sentence.toLowerCase(Locale.ROOT).replace('’', '\''));
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    private static Map<String, Double> lexicon() {
        var lexicon = new HashMap<String, Double>();
        for (String line : Lines.of("vader-lexicon.tsv")) {
            int tab = line.indexOf('\t');
            lexicon.put(line.substring(0, tab), Double.valueOf(line.substring(tab + 1)));
        }
        return Map.copyOf(lexicon);
    }
}
