#include "core/tasks/AnswerReading.h"

#include <QTest>

using namespace metaspo;

namespace {

AnswerFormat choiceFormat(const QString& letters)
{
    AnswerFormat format;
    format.kind = AnswerKind::Choice;
    for (const QChar letter : letters)
        format.choices.append(QString(letter));
    return format;
}

AnswerFormat numberFormat(NumberKind kind)
{
    AnswerFormat format;
    format.kind = AnswerKind::Number;
    format.number = kind;
    return format;
}

AnswerFormat labelFormat(const QList<Label>& labels)
{
    AnswerFormat format;
    format.kind = AnswerKind::Label;
    format.labels = labels;
    return format;
}

const QString unreadable = QStringLiteral("(unreadable)");

QString readAs(const AnswerFormat& format, const QString& answer)
{
    const ReadAnswer read = readAnswer(format, answer);
    if (!read.value && read.reason.isEmpty())
        return QStringLiteral("(unreadable without a reason)");
    return read.value.value_or(unreadable);
}

struct Row
{
    const char* answer;
    const char* value; ///< null: unreadable
};

void addRows(std::initializer_list<Row> rows)
{
    QTest::addColumn<QString>("answer");
    QTest::addColumn<QString>("value");
    for (const Row& row : rows)
        QTest::newRow(*row.answer ? row.answer : "(empty)")
            << QString::fromUtf8(row.answer) << (row.value ? QString::fromUtf8(row.value) : unreadable);
}

} // namespace

/// How answers are read (methods.md, section 4), by tables.
class AnswerReadingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blocks_data();
    void blocks();
    void choices_data();
    void choices();
    void letterI_data();
    void letterI();
    void labels_data();
    void labels();
    void listedNegation_data();
    void listedNegation();
    void wholeNumbers_data();
    void wholeNumbers();
    void decimals_data();
    void decimals();
    void normalisation_data();
    void normalisation();
    void textIsTakenAsItIs();
    void everyLabelAndLetterReadsItself();
};

void AnswerReadingTest::blocks_data()
{
    QTest::addColumn<QString>("response");
    QTest::addColumn<QString>("block"); // null: none
    const auto add = [](const char* name, const char* response, const char* block) {
        QTest::newRow(name) << QString::fromUtf8(response) << (block ? QString::fromUtf8(block) : QString());
    };
    add("one", "Well. <answer>B</answer> Done.", "B");
    add("the last of two", "<answer>A</answer> no, <answer>B</answer>", "B");
    add("empty", "<answer></answer>", "");
    add("over several lines", "<answer>\nB\n</answer>", "\nB\n");
    add("any letter case", "<ANSWER>B</Answer>", "B");
    add("none", "The answer is B.", nullptr);
    add("never closed", "<answer>B", nullptr);
    add("never opened", "B</answer>", nullptr);
    add("closed before opened", "</answer> B <answer>", nullptr);
    add("a complete one, then an open one", "<answer>A</answer> <answer>B", "A");
    add("nested: the nearest opening", "<answer>x <answer>B</answer>", "B");
    add("a closing tag too many", "<answer>B</answer></answer>", "B</answer>");
    add("nothing", "", nullptr);
}

void AnswerReadingTest::blocks()
{
    QFETCH(QString, response);
    QFETCH(QString, block);
    const auto read = lastAnswerBlock(response);
    QCOMPARE(read.has_value(), !block.isNull());
    QCOMPARE(read.value_or(QString()), block);
}

void AnswerReadingTest::choices_data()
{
    addRows({{"B", "B"},
             {"b", "B"},
             {"b.", "B"},
             {" B ", "B"},
             {"(B)", "B"},
             {"[B]", "B"},
             {"{B}", "B"},
             {"(b)", "B"},
             {"Answer: B", "B"},
             {"**B**", "B"},
             {"B) Paris", "B"},
             {"B. Paris", "B"},
             {"Option (B), although A is tempting", "B"},
             {"(B) and again (B)", "B"},
             {"(A) or (B)", nullptr},
             {"A or B", nullptr},
             {"Banana", nullptr},
             {"A-level", nullptr},
             {"vitamin_B", nullptr},
             {"B12", nullptr},
             {"a good question", nullptr},
             {"E", nullptr},
             {"none", nullptr},
             {"", nullptr}});
}

void AnswerReadingTest::choices()
{
    QFETCH(QString, answer);
    QFETCH(QString, value);
    QCOMPARE(readAs(choiceFormat(QStringLiteral("ABCD")), answer), value);
}

void AnswerReadingTest::letterI_data()
{
    addRows(
        {{"I", "I"}, {"(I)", "I"}, {"I think B", "B"}, {"I would say (I)", "I"}, {"I do not know", nullptr}});
}

void AnswerReadingTest::letterI()
{
    QFETCH(QString, answer);
    QFETCH(QString, value);
    QCOMPARE(readAs(choiceFormat(QStringLiteral("ABCDEFGHI")), answer), value);
}

void AnswerReadingTest::labels_data()
{
    addRows({{"yes", "yes"},
             {"Yes.", "yes"},
             {"YES", "yes"},
             {"\"no\"", "no"},
             {"hateful", "yes"},
             {"The text is hateful.", "yes"},
             {"Hateful, clearly hateful", "yes"},
             {"yes, it is hateful", "yes"},
             {"non-hateful", "no"},
             {"this is non-hateful", "no"},
             {"anti-hateful", nullptr},
             {"hatefully", nullptr},
             {"yesterday", nullptr},
             {"not hateful", nullptr},
             {"It isn't hateful", nullptr},
             {"It isn\u2019t hateful", nullptr},
             {"never a hateful text", nullptr},
             {"not really so hateful", nullptr},
             {"not a yes", nullptr},
             {"hateful but not hateful", nullptr},
             {"yes or no", nullptr},
             {"maybe", nullptr},
             {"", nullptr}});
}

void AnswerReadingTest::labels()
{
    QFETCH(QString, answer);
    QFETCH(QString, value);
    const AnswerFormat format = labelFormat({{QStringLiteral("yes"), {QStringLiteral("hateful")}},
                                             {QStringLiteral("no"), {QStringLiteral("non-hateful")}}});
    QCOMPARE(readAs(format, answer), value);
}

void AnswerReadingTest::listedNegation_data()
{
    addRows({{"not hateful", "no"},
             {"hateful", "yes"},
             {"It is not hateful.", "no"},
             {"not hateful, not hateful at all", "no"},
             {"not hateful, but hateful", nullptr},
             {"never hateful", nullptr}});
}

void AnswerReadingTest::listedNegation()
{
    QFETCH(QString, answer);
    QFETCH(QString, value);
    const AnswerFormat format = labelFormat({{QStringLiteral("yes"), {QStringLiteral("hateful")}},
                                             {QStringLiteral("no"), {QStringLiteral("not hateful")}}});
    QCOMPARE(readAs(format, answer), value);
}

void AnswerReadingTest::wholeNumbers_data()
{
    addRows({{"4", "4"},
             {" 4 ", "4"},
             {"4.", "4"},
             {"4 stars", "4"},
             {"4kg", "4"},
             {"$4", "4"},
             {"\u20AC12", "12"},
             {"(4)", "4"},
             {"= 4", "4"},
             {"1-5 scale: 4", "4"},
             {"first 3, then 7", "7"},
             {"1-5", "5"},
             {"-3", "-3"},
             {"\u22123", "-3"},
             {"+3", "3"},
             {"-0", "0"},
             {"007", "7"},
             {"1,234", "1234"},
             {"1,234,567 people", "1234567"},
             {"4.0", "4"},
             {"4.5", nullptr},
             {"3 or rather 4.5", nullptr},
             {"four", "4"},
             {"Four stars", "4"},
             {"zero", "0"},
             {"twenty-one", "21"},
             {"twenty one", "21"},
             {"ninety", "90"},
             {"two, no, three", "3"},
             {"minus five", "-5"},
             {"one hundred", "100"},
             {"a hundred", "100"},
             {"two hundred and five", "205"},
             {"three thousand four hundred twenty-one", "3421"},
             {"twenty thousand", "20000"},
             {"four and a half", nullptr},
             {"four point five", nullptr},
             {"two million", nullptr},
             {"fourteen (14)", "14"},
             {"often", nullptr},
             {"none", nullptr},
             {"", nullptr}});
}

void AnswerReadingTest::wholeNumbers()
{
    QFETCH(QString, answer);
    QFETCH(QString, value);
    QCOMPARE(readAs(numberFormat(NumberKind::Integer), answer), value);
}

void AnswerReadingTest::decimals_data()
{
    addRows({{"4.5", "4.5"},
             {"4.50", "4.5"},
             {"4.0", "4"},
             {".5", "0.5"},
             {"-0.25", "-0.25"},
             {"1,234.5", "1234.5"},
             {"about 3.14 metres", "3.14"},
             {"from 1.5 to 2.5", "2.5"},
             {"seven", "7"},
             {"?", nullptr}});
}

void AnswerReadingTest::decimals()
{
    QFETCH(QString, answer);
    QFETCH(QString, value);
    QCOMPARE(readAs(numberFormat(NumberKind::Decimal), answer), value);
}

void AnswerReadingTest::normalisation_data()
{
    addRows({{"The Eiffel Tower", "eiffel tower"},
             {"  an   apple, a pear ", "apple pear"},
             {"U.S.A.", "usa"},
             {"\u201CQuoted\u201D", "quoted"},
             {"R\u00F6ntgen", "r\u00F6ntgen"},
             {"theatre", "theatre"},
             {"$5", "5"},
             {"] }", ""},
             {"the", ""}});
}

void AnswerReadingTest::normalisation()
{
    QFETCH(QString, answer);
    QFETCH(QString, value);
    QCOMPARE(normalisedText(answer), value);
}

void AnswerReadingTest::textIsTakenAsItIs()
{
    QCOMPARE(readAs(AnswerFormat{}, QStringLiteral("  The Eiffel Tower!\n")),
             QStringLiteral("The Eiffel Tower!"));
}

void AnswerReadingTest::everyLabelAndLetterReadsItself()
{
    const QStringList awkward{QStringLiteral("not-offensive"), QStringLiteral("offensive"),
                              QStringLiteral("non_irony"),     QStringLiteral("no"),
                              QStringLiteral("none"),          QStringLiteral("not enough info"),
                              QStringLiteral("50-100"),        QStringLiteral("I don't know")};
    QList<Label> all;
    for (const QString& label : awkward)
        all.append({label, {}});
    for (const QString& label : awkward)
        QCOMPARE(readAs(labelFormat(all), label), label);
    const QString letters = QStringLiteral("ABCDEFGHIJKLMNOPQR");
    for (const QChar letter : letters)
        QCOMPARE(readAs(choiceFormat(letters), QStringLiteral("(%1)").arg(letter)), QString(letter));
}

QTEST_GUILESS_MAIN(AnswerReadingTest)
#include "AnswerReadingTest.moc"
