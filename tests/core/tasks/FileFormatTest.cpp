#include "TaskSamples.h"

#include <QTest>

using namespace metaspo;

namespace {

QByteArray utf16(const QString& text, bool isBigEndian, bool hasMark)
{
    QByteArray bytes;
    const auto add = [&](char16_t unit) {
        const char low = static_cast<char>(unit & 0xFF);
        const char high = static_cast<char>(unit >> 8);
        bytes += isBigEndian ? high : low;
        bytes += isBigEndian ? low : high;
    };
    if (hasMark)
        add(0xFEFF);
    for (const QChar character : text)
        add(character.unicode());
    return bytes;
}

QStringList questionsOf(const Result<ImportPreview>& preview)
{
    if (!preview)
        return {sentence(preview.error())};
    QStringList questions;
    for (const Task& task : preview->tasks)
        for (const Example& example : task.examples)
            questions.append(example.question + u'=' + example.answers.join(u'|'));
    return questions;
}

const QString rows = QStringLiteral("question,answer\ncafé “x” \U0001F600,yes\nnaïve,no\n");

} // namespace

/// Files that are written in other ways than most, if somebody says so; and rows that are left out.
class FileFormatTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAsSaid_data();
    void readsAsSaid();
    void pairsAcrossBlocksStayWhole();
    void leavesBadRowsOut_data();
    void leavesBadRowsOut();
    void nothingIsLeft();
    void refusesOtherwise();

private:
    SampleFolder m_folder;
};

void FileFormatTest::readsAsSaid_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<Options>("options");
    QTest::addColumn<QStringList>("expected");
    const QStringList read{QStringLiteral("café “x” \U0001F600=yes"), QStringLiteral("naïve=no")};
    const auto of = [](const char* option, const char* value) {
        return Options{{QLatin1String(option), QLatin1String(value)}};
    };
    QTest::newRow("UTF-16 by its mark") << utf16(rows, false, true) << Options() << read;
    QTest::newRow("UTF-16, other order") << utf16(rows, true, true) << Options() << read;
    QTest::newRow("UTF-16 without a mark") << utf16(rows, false, false) << of("encoding", "utf-16") << read;
    QTest::newRow("Windows-1252") << QByteArray("question,answer\ncaf\xE9 \x93x\x94 \x80,yes\n")
                                  << of("encoding", "windows-1252") << QStringList{QStringLiteral("café “x” €=yes")};
    QTest::newRow("vertical bars") << QByteArray("question|answer\na,b|yes\n") << of("separator", "pipe")
                                   << QStringList{QStringLiteral("a,b=yes")};
    QTest::newRow("another sign") << QByteArray("question~answer\na,b~yes\n") << of("separator", "~")
                                  << QStringList{QStringLiteral("a,b=yes")};
    QTest::newRow("single quotes") << QByteArray("question,answer\n'a, \"b\"',yes\n") << of("quote", "single")
                                   << QStringList{QStringLiteral("a, \"b\"=yes")};
    QTest::newRow("no quotes") << QByteArray("question,answer\n\"a,yes\n") << of("quote", "none")
                               << QStringList{QStringLiteral("\"a=yes")};
    QTest::newRow("lines before the header")
        << QByteArray("Exported today\n;;;\nquestion,answer\na,yes\n") << of("skip-lines", "2")
        << QStringList{QStringLiteral("a=yes")};
    QTest::newRow("no header") << QByteArray("a,yes\nb,no\n")
                               << Options{{QStringLiteral("header"), QStringLiteral("no")},
                                          {QStringLiteral("question"), QStringLiteral("column 1")},
                                          {QStringLiteral("answer"), QStringLiteral("column 2")}}
                               << QStringList{QStringLiteral("a=yes"), QStringLiteral("b=no")};
    QTest::newRow("white space goes") << QByteArray("question,answer,split\na,yes, train \nb,no, test \n")
                                      << of("trim", "yes")
                                      << QStringList{QStringLiteral("a=yes"), QStringLiteral("b=no")};
}

void FileFormatTest::readsAsSaid()
{
    QFETCH(QByteArray, content);
    QFETCH(Options, options);
    QFETCH(QStringList, expected);
    QCOMPARE(questionsOf(importFiles({m_folder.write(QStringLiteral("table.csv"), content)}, options)), expected);
}

// Blocks have 256 KB: a pair of surrogates may fall on their border.
void FileFormatTest::pairsAcrossBlocksStayWhole()
{
    for (int shift = 0; shift < 2; ++shift) {
        QString text = QStringLiteral("question,answer\n") + QString(shift, u'x');
        for (int row = 0; row < 40'000; ++row)
            text += QStringLiteral("\U0001F600\U0001F601%1,yes\n").arg(row);
        const auto preview = importFiles({m_folder.write(QStringLiteral("pairs.csv"), utf16(text, false, true))});
        const QStringList questions = questionsOf(preview);
        QCOMPARE(questions.size(), 40'000);
        for (int row = 1; row < questions.size(); ++row)
            QCOMPARE(questions.at(row), QStringLiteral("\U0001F600\U0001F601%1=yes").arg(row));
    }
}

void FileFormatTest::leavesBadRowsOut_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QStringList>("places");
    QTest::newRow("table") << QStringLiteral("bad.csv")
                           << QByteArray("question,answer\na,yes\nb\n,no\nc,\nd,no\ne,f,g\n")
                           << QStringList{QStringLiteral("line 3"), QStringLiteral("line 4"), QStringLiteral("line 5"),
                                          QStringLiteral("line 7")};
    QTest::newRow("JSON Lines") << QStringLiteral("bad.jsonl")
                                << QByteArray("{\"question\":\"a\",\"answer\":\"yes\"}\n{\"question\":\n[1]\n"
                                              "{\"question\":\"b\"}\n{\"question\":\"d\",\"answer\":\"no\"}\n")
                                << QStringList{QStringLiteral("line 2"), QStringLiteral("line 3"),
                                               QStringLiteral("line 4")};
    QTest::newRow("JSON") << QStringLiteral("bad.json")
                          << QByteArray(
                                 "[{\"question\":\"a\",\"answer\":\"yes\"},7,{\"question\":\"d\",\"answer\":\"no\"}]")
                          << QStringList{QStringLiteral("Row 2")};
}

void FileFormatTest::leavesBadRowsOut()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(QStringList, places);
    const auto preview =
        importFiles({m_folder.write(name, content)}, {{QStringLiteral("bad-rows"), QStringLiteral("leave-out")}});
    QCOMPARE(questionsOf(preview), (QStringList{QStringLiteral("a=yes"), QStringLiteral("d=no")}));
    QStringList found;
    for (const RejectedRow& row : preview->rejected) {
        found.append(row.place.mid(name.size() + 2));
        QVERIFY(row.place.startsWith(name));
        QVERIFY(!row.why.isEmpty());
    }
    QCOMPARE(found, places);
    for (const Example& example : preview->tasks.first().examples)
        QCOMPARE(preview->tasks.first().examples.at(example.index), example);
}

void FileFormatTest::nothingIsLeft()
{
    const auto preview = importFiles({m_folder.write(QStringLiteral("none.csv"), "question,answer\n,yes\na,\n")},
                                     {{QStringLiteral("bad-rows"), QStringLiteral("leave-out")}});
    QVERIFY(!preview);
    QVERIFY2(sentence(preview.error()).contains(QStringLiteral("Line 2: the question is empty")),
             qPrintable(sentence(preview.error())));
}

void FileFormatTest::refusesOtherwise()
{
    const auto preview = importFiles({m_folder.write(QStringLiteral("one.csv"), "question,answer\na,yes\n,no\n")});
    QVERIFY(!preview);
    for (const auto& [option, value] : {std::pair{"encoding", "klingon"}, std::pair{"separator", "ab"},
                                        std::pair{"separator", "x"}, std::pair{"quote", "maybe"},
                                        std::pair{"skip-lines", "-1"}, std::pair{"header", "perhaps"},
                                        std::pair{"trim", "1"}, std::pair{"bad-rows", "eat"}}) {
        const auto refused =
            importFiles({m_folder.path(QStringLiteral("one.csv"))}, {{QLatin1String(option), QLatin1String(value)}});
        QVERIFY2(!refused, option);
        QVERIFY(sentence(refused.error()).contains(QLatin1String(option)));
    }
}

QTEST_GUILESS_MAIN(FileFormatTest)
#include "FileFormatTest.moc"
