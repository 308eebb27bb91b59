#include "core/domain/Draw.h"
#include "tests/core/analysis/TableSamples.h"

#include <QTest>

using namespace metaspo;

namespace {

// RFC 4180, read by its grammar: fields in quotes may hold commas, line ends and doubled quotes.
QList<QStringList> readCsv(const QString& text)
{
    QList<QStringList> records;
    QStringList record;
    QString field;
    bool isQuoted = false;
    for (qsizetype index = 0; index < text.size(); ++index) {
        const QChar character = text[index];
        if (isQuoted) {
            if (character != u'"')
                field += character;
            else if (index + 1 < text.size() && text[index + 1] == u'"')
                field += text[index++];
            else
                isQuoted = false;
        } else if (character == u'"') {
            isQuoted = true;
        } else if (character == u',') {
            record.append(std::exchange(field, {}));
        } else if (character == u'\r' && index + 1 < text.size() && text[index + 1] == u'\n') {
            record.append(std::exchange(field, {}));
            records.append(std::exchange(record, {}));
            ++index;
        } else {
            field += character;
        }
    }
    return records;
}

} // namespace

class CsvWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void csvIsWhatPythonWrites();
    void csvKeepsNothingApartFromAnEmptyText();
    void csvComesBack();
    void spreadsheetsGetNoFormulas_data();
    void spreadsheetsGetNoFormulas();
    void onlyTextsAreGuarded();
    void tsvHasOneLinePerRow_data();
    void tsvHasOneLinePerRow();
};

// The literal is what Python's csv.writer(out, lineterminator="\r\n") makes of the same rows, but for the
// empty text and the outer white space, which are quoted here; csv.reader gives the same rows back for both.
void CsvWriterTest::csvIsWhatPythonWrites()
{
    Table table;
    table.columns = {{QStringLiteral("run"), ColumnType::Integer},
                     {QStringLiteral("text, or none")},
                     {QStringLiteral("score"), ColumnType::Share}};
    table.rows = {{qint64{1}, QStringLiteral("plain"), 0.25},
                  {qint64{2}, QStringLiteral("a,b"), 1.0 / 3},
                  {qint64{3}, QStringLiteral("say \"yes\""), qQNaN()},
                  {qint64{4}, QStringLiteral("line\none"), Value()},
                  {qint64{5}, QStringLiteral("line\r\ntwo"), Decimal{575'000'000, 9}},
                  {qint64{6}, utf8("Grüße 😀; 'x'\t|"), 0.0},
                  {qint64{7}, QStringLiteral("=1+1"), -0.5},
                  {Value(), QStringLiteral("\""), 1e-9}};
    QCOMPARE(tableText(table, TableFormat::Csv), utf8("run,\"text, or none\",score\r\n"
                                                      "1,plain,0.25\r\n"
                                                      "2,\"a,b\",0.3333333333333333\r\n"
                                                      "3,\"say \"\"yes\"\"\",\r\n"
                                                      "4,\"line\none\",\r\n"
                                                      "5,\"line\r\ntwo\",0.575\r\n"
                                                      "6,Grüße 😀; 'x'\t|,0\r\n"
                                                      "7,=1+1,-0.5\r\n"
                                                      ",\"\"\"\",1e-09\r\n"));
}

void CsvWriterTest::csvKeepsNothingApartFromAnEmptyText()
{
    Table table;
    table.columns = {{QStringLiteral("a")}, {QStringLiteral("b")}};
    table.rows = {{Value(), QString()}, {QString(), Value()}, {QStringLiteral(" x"), QStringLiteral("x\t")}};
    QCOMPARE(tableText(table, TableFormat::Csv),
             QStringLiteral("a,b\r\n,\"\"\r\n\"\",\r\n\" x\",\"x\t\"\r\n"));
    // One nothing alone would be an empty line, which readers skip.
    QCOMPARE(tableText(oneColumn({Value()}), TableFormat::Csv), QStringLiteral("text\r\n\"\"\r\n"));
}

void CsvWriterTest::csvComesBack()
{
    static const QString alphabet = utf8("ab,\"\r\n \t=é😀;'");
    for (const TableFormat format : {TableFormat::Csv, TableFormat::SpreadsheetCsv}) {
        Draw draw(8, name(format));
        Table table;
        table.columns = {{QStringLiteral("a")}, {QStringLiteral("b")}, {QStringLiteral("c")}};
        QList<QStringList> expected{{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}};
        for (int number = 0; number < 300; ++number) {
            Row row;
            QStringList texts;
            for (int column = 0; column < 3; ++column) {
                QString text;
                for (qsizetype length = draw.below(9); length > 0; --length)
                    text += alphabet[draw.below(alphabet.size())];
                text = QString::fromUtf8(text.toUtf8()); // without halves of pairs
                row.append(text);
                const bool isGuarded = format == TableFormat::SpreadsheetCsv && !text.isEmpty() &&
                                       QStringLiteral("=\t\r\n").contains(text.front());
                texts.append(isGuarded ? u'\'' + text : text);
            }
            table.rows.append(row);
            expected.append(texts);
        }
        QCOMPARE(readCsv(tableText(table, format)), expected);
    }
}

void CsvWriterTest::spreadsheetsGetNoFormulas_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("field");
    const auto row = [](const char* name, const char* text, const char* field) {
        QTest::newRow(name) << utf8(text) << utf8(field);
    };
    row("equals", "=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"");
    row("plus", "+1", "'+1");
    row("minus", "-1", "'-1");
    row("at", "@SUM(A1)", "'@SUM(A1)");
    row("tab in front", "\t=1", "'\t=1");
    row("line end in front", "\r=1", "\"'\r=1\"");
    row("line feed in front", "\n=1", "\"'\n=1\"");
    row("inside", "a=1", "a=1");
    row("empty", "", "\"\"");
    row("quote", "'x", "'x");
}

void CsvWriterTest::spreadsheetsGetNoFormulas()
{
    QFETCH(QString, text);
    QFETCH(QString, field);
    QCOMPARE(tableText(oneColumn({text}), TableFormat::SpreadsheetCsv),
             QStringLiteral("text\r\n") + field + QStringLiteral("\r\n"));
    QVERIFY(!tableText(oneColumn({text}), TableFormat::Csv).contains(u"'=") || text.contains(u"'="));
}

void CsvWriterTest::onlyTextsAreGuarded()
{
    QCOMPARE(tableText(oneColumn({-0.5, qint64{-3}, Decimal{-25, 1}}), TableFormat::SpreadsheetCsv),
             QStringLiteral("text\r\n-0.5\r\n-3\r\n-2.5\r\n"));
    QCOMPARE(tableText(oneColumn({QStringLiteral("-0.5")}), TableFormat::Csv),
             QStringLiteral("text\r\n-0.5\r\n"));
}

void CsvWriterTest::tsvHasOneLinePerRow_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("field");
    QTest::newRow("plain") << QStringLiteral("a \"b\", c") << QStringLiteral("a \"b\", c");
    QTest::newRow("tab") << QStringLiteral("a\tb") << QStringLiteral("a\\tb");
    QTest::newRow("line ends") << QStringLiteral("a\nb\r\n") << QStringLiteral("a\\nb\\r\\n");
    QTest::newRow("backslash") << QStringLiteral("a\\nb") << QStringLiteral("a\\\\nb");
}

void CsvWriterTest::tsvHasOneLinePerRow()
{
    QFETCH(QString, text);
    QFETCH(QString, field);
    Table table;
    table.columns = {{QStringLiteral("a\tb")}, {QStringLiteral("c"), ColumnType::Share}};
    table.rows = {{text, 0.125}, {Value(), qQNaN()}};
    QCOMPARE(tableText(table, TableFormat::Tsv),
             QStringLiteral("a\\tb\tc\n") + field + QStringLiteral("\t0.125\n\t\n"));
}

QTEST_GUILESS_MAIN(CsvWriterTest)
#include "CsvWriterTest.moc"
