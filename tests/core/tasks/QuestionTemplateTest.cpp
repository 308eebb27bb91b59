#include "core/tasks/QuestionTemplate.h"

#include <QTest>

using namespace metaspo;

/// Questions built from columns.
class QuestionTemplateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void templates_data();
    void templates();
    void wrongTemplates_data();
    void wrongTemplates();
};

void QuestionTemplateTest::templates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("built");
    QTest::newRow("a column") << QStringLiteral("passage") << QStringLiteral("P");
    QTest::newRow("several") << QStringLiteral("{passage}\n\n{question}") << QStringLiteral("P\n\nQ");
    QTest::newRow("written escapes") << QStringLiteral("{passage}\\n\\t{question}\\\\")
                                     << QStringLiteral("P\n\tQ\\");
    QTest::newRow("a column twice") << QStringLiteral("{question} {question}") << QStringLiteral("Q Q");
    QTest::newRow("braces") << QStringLiteral("{{x}} {question}") << QStringLiteral("{x} Q");
    QTest::newRow("words") << QStringLiteral("Read: {passage}!") << QStringLiteral("Read: P!");
    QTest::newRow("a column with a space") << QStringLiteral("{my text}") << QStringLiteral("M");
}

void QuestionTemplateTest::templates()
{
    QFETCH(QString, text);
    QFETCH(QString, built);
    const QMap<QString, QString> values{{QStringLiteral("passage"), QStringLiteral("P")},
                                        {QStringLiteral("question"), QStringLiteral("Q")},
                                        {QStringLiteral("my text"), QStringLiteral("M")}};
    const auto parsed = QuestionTemplate::parse(text, values.keys());
    QVERIFY2(parsed, parsed ? "" : qPrintable(sentence(parsed.error())));
    QCOMPARE(parsed->build([&values](const QString& column) { return values.value(column); }), built);
}

void QuestionTemplateTest::wrongTemplates_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part");
    QTest::newRow("no such column")
        << QStringLiteral("text")
        << QStringLiteral("There is no column \"text\". The columns are: passage, question.");
    QTest::newRow("one that is not there")
        << QStringLiteral("{passage} {title}") << QStringLiteral("There is no column \"title\".");
    QTest::newRow("not closed") << QStringLiteral("{passage} {question")
                                << QStringLiteral("The brace in \"{question\" is not closed.");
    QTest::newRow("no column at all")
        << QStringLiteral("{{passage}}") << QStringLiteral("There is no column");
    QTest::newRow("empty") << QString() << QStringLiteral("There is no column");
}

void QuestionTemplateTest::wrongTemplates()
{
    QFETCH(QString, text);
    QFETCH(QString, part);
    const auto parsed =
        QuestionTemplate::parse(text, {QStringLiteral("passage"), QStringLiteral("question")});
    QVERIFY(!parsed);
    QVERIFY2(sentence(parsed.error()).contains(part), qPrintable(sentence(parsed.error())));
    QVERIFY(sentence(parsed.error())
                .contains(text.contains(u'{') && !text.contains(u"title") && !text.contains(u"{{")
                              ? QStringLiteral("Write {column}")
                              : QStringLiteral("--question")));
}

QTEST_GUILESS_MAIN(QuestionTemplateTest)
#include "QuestionTemplateTest.moc"
