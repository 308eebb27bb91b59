#include "core/domain/Draw.h"
#include "tests/core/analysis/TableSamples.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace metaspo;

namespace {

// What is written for one text cell, without header and line end.
QString cellText(const QString& text, TableFormat format)
{
    const QString all = tableText(oneColumn({text}), format);
    const QString header = tableText(oneColumn({}), format);
    const QString footer =
        format == TableFormat::Latex ? QStringLiteral("\\bottomrule\n\\end{tabular}\n") : QString();
    QString cell = all.sliced(header.size() - footer.size()).chopped(footer.size());
    while (cell.endsWith(u'\n') || cell.endsWith(u'\r'))
        cell.chop(1);
    return cell;
}

} // namespace

class TableFormatsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jsonLinesHaveTypes();
    void jsonComesBack();
    void jsonHidesNothing_data();
    void jsonHidesNothing();
    void markdownIsATable();
    void markdownCells_data();
    void markdownCells();
    void latexIsATable();
    void latexCells_data();
    void latexCells();
};

void TableFormatsTest::jsonLinesHaveTypes()
{
    Table table;
    table.columns = {{QStringLiteral("run"), ColumnType::Integer},
                     {QStringLiteral("text")},
                     {QStringLiteral("score"), ColumnType::Share},
                     {QStringLiteral("started_utc"), ColumnType::Time}};
    table.rows = {{quint64{18446744073709551615U}, QString(), Decimal{575'000'000, 9},
                   QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC)},
                  {qint64{-1}, QStringLiteral("n/a"), qQNaN(), Value()}};
    QCOMPARE(tableText(table, TableFormat::JsonLines),
             QStringLiteral("{\"run\":18446744073709551615,\"text\":\"\",\"score\":0.575,"
                            "\"started_utc\":\"2026-03-01T12:00:00.000Z\"}\n"
                            "{\"run\":-1,\"text\":\"n/a\",\"score\":null,\"started_utc\":null}\n"));
}

void TableFormatsTest::jsonComesBack()
{
    for (int trial = 0; trial < 200; ++trial) {
        Draw draw(9, QString::number(trial));
        QString text;
        for (qsizetype length = draw.below(30); length > 0; --length) {
            const auto character = static_cast<char32_t>(draw.below(3) == 0   ? draw.below(0x80)
                                                         : draw.below(3) == 0 ? draw.below(0x110000)
                                                                              : 0x2000 + draw.below(0x70));
            if (character < 0xD800 || character > 0xDFFF)
                text += QString::fromUcs4(&character, 1);
        }
        const QString line = tableText(oneColumn({text}), TableFormat::JsonLines);
        QCOMPARE(line.count(u'\n'), 1);
        const QJsonObject object = QJsonDocument::fromJson(line.toUtf8()).object();
        QCOMPARE(object.value(u"text").toString(), text);
    }
}

void TableFormatsTest::jsonHidesNothing_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("quoted");
    const auto row = [](const char* name, const QString& text, const char* quoted) {
        QTest::newRow(name) << text << utf8(quoted);
    };
    row("quotes", utf8("a\"b\\c"), "\"a\\\"b\\\\c\"");
    row("line ends", utf8("a\n\r\t"), "\"a\\n\\u000d\\t\"");
    row("escape", utf8("\x1b[2J"), "\"\\u001b[2J\"");
    row("turned around", utf8("\u202Ex"), "\"\\u202ex\"");
    row("tag", utf8("\U000E0041"), "\"\\udb40\\udc41\"");
    row("lone surrogate", QString(QChar(0xD83D)) + u'x', "\"\\ud83dx\"");
    row("the other lone surrogate", u'x' + QString(QChar(0xDE00)), "\"x\\ude00\"");
    row("emoji", utf8("😀é"), "\"😀é\"");
}

void TableFormatsTest::jsonHidesNothing()
{
    QFETCH(QString, text);
    QFETCH(QString, quoted);
    QCOMPARE(tableText(oneColumn({text}), TableFormat::JsonLines),
             QStringLiteral("{\"text\":") + quoted + QStringLiteral("}\n"));
}

void TableFormatsTest::markdownIsATable()
{
    Table table;
    table.columns = {{QStringLiteral("task")},
                     {QStringLiteral("score"), ColumnType::Share, 1, QStringLiteral("score %")}};
    table.rows = {{QStringLiteral("anatomy"), 0.5834}, {QStringLiteral("dental"), Value()}};
    QCOMPARE(tableText(table, TableFormat::Markdown), QStringLiteral("| task | score % |\n"
                                                                     "| --- | ---: |\n"
                                                                     "| anatomy | 58.3 |\n"
                                                                     "| dental | n/a |\n"));
}

void TableFormatsTest::markdownCells_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("cell");
    const auto row = [](const char* name, const char* text, const char* cell) {
        QTest::newRow(name) << utf8(text) << utf8(cell);
    };
    row("bar", "a|b", "a\\|b");
    row("lines", "a\nb\r\nc", "a<br>b<br>c");
    row("emphasis", "*a* _b_ ~c~", "\\*a\\* \\_b\\_ \\~c\\~");
    row("link", "[x](javascript:1)", "\\[x\\](javascript:1)");
    row("HTML", "<script>&lt;", "\\<script\\>\\&lt;");
    row("code", "`a`", "\\`a\\`");
    row("backslash", "a\\b", "a\\\\b");
    row("escape", "\x1b[2J", "\\\\x1b\\[2J");
}

void TableFormatsTest::markdownCells()
{
    QFETCH(QString, text);
    QFETCH(QString, cell);
    QCOMPARE(cellText(text, TableFormat::Markdown), QStringLiteral("| ") + cell + QStringLiteral(" |"));
}

void TableFormatsTest::latexIsATable()
{
    Table table;
    table.columns = {{QStringLiteral("task")},
                     {QStringLiteral("score"), ColumnType::Share, 1, QStringLiteral("score %")}};
    table.rows = {{QStringLiteral("a_b"), 0.5834}, {QStringLiteral("dental"), Value()}};
    QCOMPARE(tableText(table, TableFormat::Latex),
             QStringLiteral("% needs \\usepackage{booktabs} and \\usepackage[T1]{fontenc}\n"
                            "\\begin{tabular}{lr}\n"
                            "\\toprule\n"
                            "task & score \\% \\\\\n"
                            "\\midrule\n"
                            "a\\_b & 58.3 \\\\\n"
                            "dental & n/a \\\\\n"
                            "\\bottomrule\n"
                            "\\end{tabular}\n"));
}

void TableFormatsTest::latexCells_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("cell");
    const auto row = [](const char* name, const char* text, const char* cell) {
        QTest::newRow(name) << utf8(text) << utf8(cell);
    };
    row("the ten", "# $ % & _ { }", "\\# \\$ \\% \\& \\_ \\{ \\}");
    row("backslash", "a\\b", "a\\textbackslash{}b");
    row("accents as characters", "~ ^", "\\textasciitilde{} \\textasciicircum{}");
    row("ligatures of T1", "<< >> |", "\\textless{}\\textless{} \\textgreater{}\\textgreater{} \\textbar{}");
    row("straight quotes", "\"a\"", "\\textquotedbl{}a\\textquotedbl{}");
    row("what would be an argument of the line end before", "[2em] *", "{[}2em] {*}");
    row("command", "\\input{/etc/passwd}", "\\textbackslash{}input\\{/etc/passwd\\}");
    row("lines", "a\nb\tc", "a b c");
    row("escape", "\x1b", "\\textbackslash{}x1b");
    row("letters", "Grüße", "Grüße");
}

void TableFormatsTest::latexCells()
{
    QFETCH(QString, text);
    QFETCH(QString, cell);
    QCOMPARE(cellText(text, TableFormat::Latex), cell + QStringLiteral(" \\\\"));
}

QTEST_GUILESS_MAIN(TableFormatsTest)
#include "TableFormatsTest.moc"
