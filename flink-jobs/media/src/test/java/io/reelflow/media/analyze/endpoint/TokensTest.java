package io.reelflow.media.analyze.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokensTest {
    private static final List<String> TEXTS = List.of(
            "Coffee was first grown in Ethiopia, and traders brought it across the sea to Yemen.",
            "Der Kaffee wurde zuerst in Äthiopien angebaut, und Händler brachten ihn über das Meer nach Jemen.",
            "Le café a d'abord été cultivé en Éthiopie, et des marchands l'ont apporté au Yémen par la mer.",
            "El café se cultivó primero en Etiopía, y los mercaderes lo llevaron por mar hasta Yemen.",
            "Кофе впервые начали выращивать в Эфиопии, и торговцы привезли его через море в Йемен.",
            "咖啡最早在埃塞俄比亚种植，商人们把它带过大海运到了也门。",
            "コーヒーは最初エチオピアで栽培され、商人たちが海を越えてイエメンへ運びました。",
            "زُرعت القهوة لأول مرة في إثيوبيا ثم نقلها التجار عبر البحر إلى اليمن.");

    @Test
    void aTextHasFewerTokensThanIsReckoned() {
        Encoding encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.CL100K_BASE);
        assertThat(TEXTS)
                .allSatisfy(text -> assertThat(encoding.countTokens(text) / (double) Tokens.of(text))
                        .isBetween(0.3, 1.0));
    }
}
