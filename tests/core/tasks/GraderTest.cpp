#include "core/tasks/Grader.h"

#include <QTest>

using namespace metaspo;

Q_DECLARE_METATYPE(metaspo::Metric)
Q_DECLARE_METATYPE(metaspo::AnswerFormat)
Q_DECLARE_METATYPE(metaspo::OutcomeKind)
Q_DECLARE_METATYPE(metaspo::FinishReason)

namespace {

constexpr qint64 one = Score::one;

AnswerFormat format(AnswerKind kind)
{
    AnswerFormat result;
    result.kind = kind;
    result.choices = QStringLiteral("A B C D").split(u' ');
    result.labels = {{QStringLiteral("yes"), {QStringLiteral("hateful")}},
                     {QStringLiteral("no"), {QStringLiteral("non-hateful")}}};
    return result;
}

Metric metric(MetricKind kind, double tolerance = 0)
{
    Metric result;
    result.kind = kind;
    result.tolerance = tolerance;
    return result;
}

Outcome grade(const AnswerFormat& answerFormat, const Metric& taskMetric, const QStringList& accepted,
              const Completion& completion)
{
    Task task;
    task.format = answerFormat;
    task.metric = taskMetric;
    Example example;
    example.answers = accepted;
    return Grader(task).grade(completion, example);
}

Completion saying(const QString& text, FinishReason finish = FinishReason::Stop)
{
    Completion completion;
    completion.text = text;
    completion.finish = finish;
    return completion;
}

} // namespace

/// Outcomes of single answers.
class GraderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outcomes_data();
    void outcomes();
    void scores_data();
    void scores();
    void whyUnreadable_data();
    void whyUnreadable();
    void goldIsCanonical();
};

void GraderTest::outcomes_data()
{
    QTest::addColumn<AnswerKind>("kind");
    QTest::addColumn<QStringList>("accepted");
    QTest::addColumn<QString>("response");
    QTest::addColumn<OutcomeKind>("expected");
    QTest::addColumn<QString>("prediction");
    const auto add = [](const char* name, AnswerKind kind, const char* accepted, const char* response,
                        OutcomeKind expected, const char* prediction) {
        QTest::newRow(name) << kind << QString::fromUtf8(accepted).split(u'|') << QString::fromUtf8(response)
                            << expected << QString::fromUtf8(prediction);
    };
    using enum OutcomeKind;
    add("choice right", AnswerKind::Choice, "B", "<answer>B</answer>", Correct, "B");
    add("choice with its text", AnswerKind::Choice, "(B)", "<answer>(B) Rome</answer>", Correct, "B");
    add("choice wrong", AnswerKind::Choice, "B", "<answer>C</answer>", Wrong, "C");
    add("choice without tags", AnswerKind::Choice, "B", "The answer is B.", Unreadable, "");
    add("choice: the last block counts", AnswerKind::Choice, "B", "<answer>B</answer> or <answer>A</answer>",
        Wrong, "A");
    add("choice unreadable in its block", AnswerKind::Choice, "B", "<answer>Rome</answer>", Unreadable,
        "Rome");
    add("label right by synonym", AnswerKind::Label, "yes", "<answer>hateful</answer>", Correct, "yes");
    add("label gold as synonym", AnswerKind::Label, "hateful", "<answer>Yes</answer>", Correct, "yes");
    add("label wrong", AnswerKind::Label, "yes", "<answer>non-hateful</answer>", Wrong, "no");
    add("label negated", AnswerKind::Label, "no", "<answer>not hateful</answer>", Unreadable, "not hateful");
    add("label without tags", AnswerKind::Label, "yes", "yes", Unreadable, "");
    add("number right", AnswerKind::Number, "4", "<answer>4 stars</answer>", Correct, "4");
    add("number right in words", AnswerKind::Number, "1,234", "<answer>1234</answer>", Correct, "1234");
    add("number wrong", AnswerKind::Number, "4", "<answer>5</answer>", Wrong, "5");
    add("number not whole", AnswerKind::Number, "4", "<answer>4.5</answer>", Unreadable, "4.5");
    add("number without tags", AnswerKind::Number, "4", "4", Unreadable, "");
    add("text right", AnswerKind::Text, "Eiffel Tower", "<answer>the Eiffel tower.</answer>", Correct,
        "the Eiffel tower.");
    add("text: any accepted answer", AnswerKind::Text, "Paris|City of Light",
        "<answer>city of light</answer>", Correct, "city of light");
    add("text: the first of several", AnswerKind::Text, "Paris|City of Light", "<answer>Paris</answer>",
        Correct, "Paris");
    add("text without tags", AnswerKind::Text, "Paris", "Paris", Correct, "Paris");
    add("text without tags, talking", AnswerKind::Text, "Paris", "It is Paris", Wrong, "It is Paris");
    add("text empty in its block", AnswerKind::Text, "Paris", "<answer> </answer>", Unreadable, "");
    add("nothing said", AnswerKind::Text, "Paris", "  ", Unreadable, "");
    add("text of signs right", AnswerKind::Text, "] }", "<answer>] }</answer>", Correct, "] }");
    add("text of signs wrong", AnswerKind::Text, "] }", "<answer>} ]</answer>", Wrong, "} ]");
}

void GraderTest::outcomes()
{
    QFETCH(AnswerKind, kind);
    QFETCH(QStringList, accepted);
    QFETCH(QString, response);
    QFETCH(OutcomeKind, expected);
    QFETCH(QString, prediction);
    const Outcome graded = grade(format(kind), metric(MetricKind::Accuracy), accepted, saying(response));
    QCOMPARE(graded.kind, expected);
    QCOMPARE(graded.prediction, prediction);
    QCOMPARE(graded.score.nano, expected == OutcomeKind::Correct ? one : 0);
    QCOMPARE(graded.reason.isEmpty(), expected != OutcomeKind::Unreadable);
}

void GraderTest::scores_data()
{
    QTest::addColumn<Metric>("taskMetric");
    QTest::addColumn<QStringList>("accepted");
    QTest::addColumn<QString>("answer");
    QTest::addColumn<qint64>("nano");
    const auto add = [](const char* name, const Metric& taskMetric, const char* accepted, const char* answer,
                        qint64 nano) {
        QTest::newRow(name) << taskMetric << QString::fromUtf8(accepted).split(u'|')
                            << QString::fromUtf8(answer) << nano;
    };
    const Metric exact = metric(MetricKind::ExactMatch);
    add("exact", exact, "Paris", "paris!", one);
    add("exact, more words", exact, "Paris", "Paris in France", 0);
    const Metric tokens = metric(MetricKind::TokenF1);
    add("token F1, all", tokens, "the red house", "Red house", one);
    add("token F1, 2 of 3 and 2", tokens, "big red house", "red house", 800'000'000);
    add("token F1, 1 of 2 and 3: rounded", tokens, "red house", "big blue house", 400'000'000);
    add("token F1, a third: rounded half up", tokens, "a b c d", "b x y", 333'333'333);
    add("token F1, a word counts as often as it stands", tokens, "go go", "go", 666'666'667);
    add("token F1, best accepted answer", tokens, "green|red house", "red house", one);
    add("token F1, best is the first", tokens, "red house|green", "red house", one);
    add("token F1, nothing in common", tokens, "red", "blue", 0);
    add("token F1, only articles", tokens, "the", "a", 0);
    const Metric contains = metric(MetricKind::Contains);
    add("contains", contains, "Paris", "It is Paris, I think", one);
    add("contains, not inside a word", contains, "art", "a party", 0);
    add("contains, a phrase", contains, "New York", "in new york city", one);
    add("contains, nothing to find", contains, "the", "the", 0);
    const Metric near = metric(MetricKind::Numeric, 0.1);
    add("numeric, at the tolerance", near, "4.5", "4.6", one);
    add("numeric, beyond", near, "4.5", "4.61", 0);
    add("numeric, below", near, "4.5", "4.4", one);
    add("numeric, no number", near, "4.5", "four", 0);
}

void GraderTest::scores()
{
    QFETCH(Metric, taskMetric);
    QFETCH(QStringList, accepted);
    QFETCH(QString, answer);
    QFETCH(qint64, nano);
    const Outcome graded = grade(AnswerFormat{}, taskMetric, accepted,
                                 saying(QStringLiteral("<answer>%1</answer>").arg(answer)));
    QCOMPARE(graded.score.nano, nano);
    QCOMPARE(graded.kind, nano == one ? OutcomeKind::Correct : OutcomeKind::Wrong);
}

void GraderTest::whyUnreadable_data()
{
    QTest::addColumn<FinishReason>("finish");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    const auto add = [](const char* name, FinishReason finish, const char* text, const char* reason) {
        QTest::newRow(name) << finish << QString::fromLatin1(text) << QString::fromLatin1(reason);
    };
    add("format missed", FinishReason::Stop, "B", "no <answer> block");
    add("empty", FinishReason::Empty, "", "an empty answer");
    add("cut off", FinishReason::Length, "I think <answer>", "cut off by the output limit");
    add("filtered", FinishReason::ContentFilter, "", "withheld by the provider's filter");
    add("refused", FinishReason::Refusal, "I cannot", "refused");
    add("rejected", FinishReason::PolicyRejected, "", "the request was rejected: bad words");
    add("too long", FinishReason::ContextTooLong, "", "the request is too long for the model");
}

void GraderTest::whyUnreadable()
{
    QFETCH(FinishReason, finish);
    QFETCH(QString, text);
    QFETCH(QString, reason);
    Completion completion = saying(text, finish);
    completion.detail = QStringLiteral("bad words");
    const Outcome graded =
        grade(format(AnswerKind::Choice), metric(MetricKind::Accuracy), {QStringLiteral("B")}, completion);
    QCOMPARE(graded.kind, OutcomeKind::Unreadable);
    QCOMPARE(graded.reason, reason);
    // Whatever ended it: an answer that is there is read.
    completion.text = QStringLiteral("<answer>B</answer>");
    QCOMPARE(
        grade(format(AnswerKind::Choice), metric(MetricKind::Accuracy), {QStringLiteral("B")}, completion)
            .kind,
        OutcomeKind::Correct);
}

void GraderTest::goldIsCanonical()
{
    const auto gold = [](AnswerKind kind, const QString& answer) {
        Task task;
        task.format = format(kind);
        Example example;
        example.answers = {answer, QStringLiteral("another")};
        return Grader(task).gold(example);
    };
    QCOMPARE(gold(AnswerKind::Choice, QStringLiteral("(B)")), QStringLiteral("B"));
    QCOMPARE(gold(AnswerKind::Label, QStringLiteral("Hateful")), QStringLiteral("yes"));
    QCOMPARE(gold(AnswerKind::Number, QStringLiteral("1,000")), QStringLiteral("1000"));
    QCOMPARE(gold(AnswerKind::Text, QStringLiteral("Paris")), QString());
}

QTEST_GUILESS_MAIN(GraderTest)
#include "GraderTest.moc"
