#include "tests/ui/WorkbenchFixture.h"

#include "ui/compare/DiffStrip.h"
#include "ui/compare/PromptColumns.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QLabel>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTextBlock>

using namespace metaspo;

namespace {

CandidateRecord prompt(int slot, const QString& text)
{
    CandidateRecord record;
    record.run = 1;
    record.candidate.step = slot == 0 ? Step{} : Step{1, Loop::Outer, {}, slot};
    record.candidate.text = text;
    return record;
}

/// A text of many lines, of which these are changed.
QString manyLinesBut(const QList<int>& changed, int lines = 200)
{
    QString text;
    for (int line = 0; line < lines; ++line)
        text += QStringLiteral("Line %1 of the prompt%2\n")
                    .arg(line)
                    .arg(changed.contains(line) ? QStringLiteral(" changed") : QString());
    return text;
}

/// The columns in a window of a size at which all four of them fit.
struct Columns
{
    explicit Columns(const QStringList& texts)
    {
        QList<CandidateRecord> records;
        for (const QString& text : texts)
            records.append(prompt(static_cast<int>(records.size()), text));
        widget.resize(1200, 500);
        widget.QWidget::show();
        widget.show(records);
        shown = QTest::qWaitForWindowExposed(&widget);
    }
    DiffText* text(const char* letter) const
    {
        return widget.findChild<DiffText*>(QStringLiteral("promptText") + QLatin1String(letter));
    }
    QString label(const QString& name) const { return widget.findChild<QLabel*>(name)->text(); }

    PromptColumns widget;
    bool shown = false;
};

} // namespace

/// Texts of prompts side by side, and moving about in them.
class PromptColumnsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsAreCounted_data();
    void wordsAreCounted();
    void differencesAreWalkedRound();
    void unitsChangeTheDifferences();
    void longTextsAreComparedInTheBackground();
    void columnsFitTheWindow_data();
    void columnsFitTheWindow();
    void textsScrollTogether();
    void overviewLeadsToTheDifference();
    void copiesAreTheTextItself();
    void currentPromptIsMarkedInTheBaseline();
};

void PromptColumnsTest::wordsAreCounted_data()
{
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("summary");
    QTest::newRow("same") << QStringLiteral("You are a helpful assistant.") << QStringLiteral("no difference");
    QTest::newRow("replaced") << QStringLiteral("You are a careful assistant.") << QStringLiteral("+1 −1 words");
    QTest::newRow("added") << QStringLiteral("You are a helpful and careful assistant.")
                           << QStringLiteral("+2 −0 words");
    QTest::newRow("space") << QStringLiteral("You are a helpful assistant. ") << QStringLiteral("+0 −0 words");
}

void PromptColumnsTest::wordsAreCounted()
{
    QFETCH(QString, after);
    QFETCH(QString, summary);
    const Columns columns({QStringLiteral("You are a helpful assistant."), after});
    QCOMPARE(columns.label(QStringLiteral("promptDifferenceB")), summary);
}

void PromptColumnsTest::differencesAreWalkedRound()
{
    Columns columns({manyLinesBut({}), manyLinesBut({3, 80, 190})});
    QVERIFY(columns.shown);
    QSignalSpy chosen(&columns.widget, &PromptColumns::differenceChosen);
    const auto go = [&](int direction) {
        columns.widget.goToDifference(direction);
        return chosen.last().at(0).toInt();
    };
    QCOMPARE(go(1), 1);
    const int first = columns.text("B")->textCursor().blockNumber();
    QCOMPARE(first, 3);
    QCOMPARE(columns.text("A")->textCursor().blockNumber(), 3);
    QCOMPARE(go(1), 2);
    QCOMPARE(columns.text("B")->textCursor().blockNumber(), 80);
    QVERIFY(columns.text("B")->cursorRect().intersects(columns.text("B")->viewport()->rect()));
    QCOMPARE(go(1), 3);
    QCOMPARE(go(1), 1); // round
    QCOMPARE(go(-1), 3);
    QCOMPARE(chosen.last().at(1).toInt(), 3);
    QVERIFY(!columns.text("B")->extraSelections().isEmpty());
    QVERIFY(!columns.text("A")->extraSelections().isEmpty()); // a caret where the words are missing
}

void PromptColumnsTest::unitsChangeTheDifferences()
{
    Columns columns({QStringLiteral("colour it"), QStringLiteral("color it")});
    const auto marked = [&columns] {
        QStringList parts;
        for (const QTextEdit::ExtraSelection& selection : columns.text("A")->extraSelections())
            parts.append(selection.cursor.selectedText());
        return parts.join(QLatin1Char('|'));
    };
    columns.widget.goToDifference(1);
    QCOMPARE(marked(), QStringLiteral("colour"));
    columns.widget.setUnit(DiffUnit::Character);
    columns.widget.goToDifference(1);
    QCOMPARE(marked(), QStringLiteral("u"));
    columns.widget.setUnit(DiffUnit::Line);
    columns.widget.goToDifference(1);
    QCOMPARE(marked(), QStringLiteral("colour it"));
}

void PromptColumnsTest::longTextsAreComparedInTheBackground()
{
    const QString before = manyLinesBut({}, 3000);
    const QString after = manyLinesBut({1, 2000}, 3000);
    QVERIFY(tokensIn(before, DiffUnit::Word) > 5000);
    Columns columns({before, after});
    QVERIFY(columns.widget.findChild<QLabel*>(QStringLiteral("promptDifferenceB")));
    QTRY_COMPARE_WITH_TIMEOUT(columns.label(QStringLiteral("promptDifferenceB")), QStringLiteral("+2 −0 words"),
                              60'000);
    // Another text before the answer is there: the former answer is not shown for it.
    columns.widget.show({prompt(0, before), prompt(1, manyLinesBut({1, 2, 3, 4}, 3000))});
    columns.widget.show({prompt(0, before), prompt(1, manyLinesBut({7}, 3000))});
    QCOMPARE(columns.label(QStringLiteral("promptDifferenceB")), QString());
    QTRY_VERIFY_WITH_TIMEOUT(!columns.label(QStringLiteral("promptDifferenceB")).isEmpty(), 60'000);
    QCOMPARE(columns.label(QStringLiteral("promptDifferenceB")), QStringLiteral("+1 −0 words"));
}

void PromptColumnsTest::columnsFitTheWindow_data()
{
    QTest::addColumn<int>("prompts");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("visible");
    QTest::newRow("one") << 1 << 1200 << 1;
    QTest::newRow("two") << 2 << 1200 << 2;
    QTest::newRow("three") << 3 << 1200 << 3;
    QTest::newRow("five") << 5 << 1200 << 4;
    QTest::newRow("five, narrow") << 5 << 800 << 3;
    QTest::newRow("five, very narrow") << 5 << 420 << 2;
}

void PromptColumnsTest::columnsFitTheWindow()
{
    QFETCH(int, prompts);
    QFETCH(int, width);
    QFETCH(int, visible);
    QStringList texts;
    for (int number = 0; number < prompts; ++number)
        texts.append(QStringLiteral("prompt %1").arg(number));
    Columns columns(texts);
    columns.widget.resize(width, 500);
    const auto whole = [&columns] {
        int count = 0;
        for (const PromptColumn* column : columns.widget.findChildren<PromptColumn*>())
            count += column->visibleRegion().boundingRect().width() == column->width() ? 1 : 0;
        return count;
    };
    QTRY_COMPARE(whole(), visible);
    // The last one is reached by the focus; the baseline stays.
    const char last[] = {static_cast<char>('A' + prompts - 1), 0};
    columns.widget.activateWindow();
    columns.text(last)->setFocus();
    QTRY_COMPARE(columns.text(last)->visibleRegion().boundingRect().width(), columns.text(last)->width());
    QCOMPARE(columns.text("A")->visibleRegion().boundingRect().width(), columns.text("A")->width());
    if (prompts > 1)
        QTRY_COMPARE(columns.widget.current(), prompts - 1);
}

void PromptColumnsTest::textsScrollTogether()
{
    // The second text lacks a hundred lines in front of what both have.
    QString before = QStringLiteral("Only here\n").repeated(100) + manyLinesBut({});
    Columns columns({before, manyLinesBut({})});
    QVERIFY(columns.shown);
    const auto topLine = [&columns](const char* letter) {
        return columns.text(letter)->cursorForPosition(QPoint(12, 12)).block().text();
    };
    columns.text("A")->verticalScrollBar()->setValue(150);
    QCOMPARE(topLine("A"), QStringLiteral("Line 50 of the prompt"));
    QCOMPARE(topLine("B"), QStringLiteral("Line 50 of the prompt"));
    columns.text("B")->verticalScrollBar()->setValue(20);
    QCOMPARE(topLine("B"), QStringLiteral("Line 20 of the prompt"));
    QCOMPARE(topLine("A"), QStringLiteral("Line 20 of the prompt"));
}

void PromptColumnsTest::overviewLeadsToTheDifference()
{
    Columns columns({manyLinesBut({}), manyLinesBut({10, 150})});
    auto* strip = columns.widget.findChild<DiffStrip*>(QStringLiteral("promptOverviewB"));
    QTest::mouseClick(strip, Qt::LeftButton, {}, QPoint(5, strip->height() * 3 / 4));
    QCOMPARE(columns.text("B")->textCursor().blockNumber(), 150);
    QTest::mouseClick(strip, Qt::LeftButton, {}, QPoint(5, 2));
    QCOMPARE(columns.text("B")->textCursor().blockNumber(), 10);
}

void PromptColumnsTest::copiesAreTheTextItself()
{
    const QString before = QStringLiteral("one two\u202E\nthree");
    const QString after = QStringLiteral("one\u00A0two\u202E\nthree \n");
    Columns columns({before, after});
    DiffText* text = columns.text("B");
    QVERIFY2(text->toPlainText().contains(QChar(u'⍽')), qPrintable(text->toPlainText()));
    QVERIFY(text->toPlainText().contains(QStringLiteral("\\u202e")));
    QTextCursor cursor = text->textCursor();
    cursor.movePosition(QTextCursor::Start);
    cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    text->setTextCursor(cursor);
    text->copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("one\u00A0two\u202E")); // a part of it
    text->selectAll();
    QTest::keyClick(text, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), after);
    QGuiApplication::clipboard()->clear();
    columns.widget.findChild<QAbstractButton*>(QStringLiteral("copyPromptB"))->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), after);
}

void PromptColumnsTest::currentPromptIsMarkedInTheBaseline()
{
    Columns columns({QStringLiteral("one two three"), QStringLiteral("one three"), QStringLiteral("two three")});
    const auto struck = [&columns] {
        QStringList parts;
        const QTextDocument* document = columns.text("A")->document();
        for (QTextBlock block = document->begin(); block.isValid(); block = block.next())
            for (auto part = block.begin(); !part.atEnd(); ++part)
                if (part.fragment().charFormat().fontStrikeOut())
                    parts += part.fragment().text().trimmed();
        return parts.join(QLatin1Char('|'));
    };
    QCOMPARE(columns.widget.current(), 1);
    QCOMPARE(struck(), QStringLiteral("two"));
    columns.widget.setCurrent(2);
    QCOMPARE(struck(), QStringLiteral("one"));
}

METASPO_UI_TEST(PromptColumnsTest)
#include "PromptColumnsTest.moc"
