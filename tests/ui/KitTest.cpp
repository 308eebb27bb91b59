#include "tests/ui/WorkbenchFixture.h"

#include "ui/kit/ControlPainting.h"
#include "ui/kit/DecimalBox.h"
#include "ui/kit/Layout.h"
#include "ui/kit/MessageBar.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"

#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTextBlock>
#include <cmath>
#include <limits>

using namespace metaspo;

namespace {

double luminance(const QColor& colour)
{
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& one, const QColor& other)
{
    const double lighter = std::max(luminance(one), luminance(other));
    const double darker = std::min(luminance(one), luminance(other));
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace

class KitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hostileTextIsShownAsPlainText_data();
    void hostileTextIsShownAsPlainText();
    void longLinesAreBroken();
    void wholeTextIsCopiedUnchanged();
    void appendedTextIsCopiedToo();
    void decimalsAreThoseOfTheNumber_data();
    void decimalsAreThoseOfTheNumber();
    void noticeOffersItsButtonOnce();
    void successesLeaveErrorsStay();
    void emptyStateShowsItsWholeAdvice();
    void numbersForPeople();
    void coloursCanBeRead_data();
    void coloursCanBeRead();
};

void KitTest::hostileTextIsShownAsPlainText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("seen");
    QTest::newRow("markup") << QStringLiteral("<b>bold</b><img src=x>") << QStringLiteral("<b>bold</b><img src=x>");
    QTest::newRow("direction") << QStringLiteral("a\u202Eb") << QStringLiteral("a\\u202eb");
    QTest::newRow("invisible") << QStringLiteral("a\u200Bb") << QStringLiteral("a\\u200bb");
    QTest::newRow("escape") << QStringLiteral("\x1b[31mred") << QStringLiteral("\\x1b[31mred");
}

void KitTest::hostileTextIsShownAsPlainText()
{
    QFETCH(QString, text);
    QFETCH(QString, seen);
    QLabel label;
    showPlain(&label, text);
    QCOMPARE(label.text(), seen);
    QCOMPARE(label.textFormat(), Qt::PlainText);
    PlainTextView view;
    view.show(text);
    QCOMPARE(view.toPlainText(), seen);
    QCOMPARE(displayLine(text), seen);
    QVERIFY(!displayToolTip(QStringLiteral("<img src=x>")).contains(QLatin1String("<img")));
}

void KitTest::longLinesAreBroken()
{
    const QString shown = displayText(QString(10'000, QLatin1Char('x')) + QStringLiteral("\nshort"));
    qsizetype longest = 0;
    for (const QString& line : shown.split(QLatin1Char('\n')))
        longest = std::max(longest, line.size());
    QCOMPARE(longest, 2000);
    QCOMPARE(shown.count(QLatin1Char('x')), 10'000);
    QVERIFY(shown.endsWith(QLatin1String("\nshort")));

    const QString huge = displayText(QString(1'000'000, QLatin1Char('y')));
    QVERIFY(huge.size() < 300'000);
    QVERIFY(huge.contains(QLatin1String("744000")));
}

void KitTest::wholeTextIsCopiedUnchanged()
{
    PlainTextView view;
    const QString text = QStringLiteral("a\u200Bb\n") + QString(3000, QLatin1Char('z'));
    view.show(text);
    view.selectAll();
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), text);
}

// As a program says it: in pieces that end anywhere.
void KitTest::appendedTextIsCopiedToo()
{
    PlainTextView view;
    view.show(QStringLiteral("first\n"));
    for (const char* piece : {"load", "ing \x1b[1m", "40 %\ndo", "ne\n"})
        view.append(QString::fromLatin1(piece));
    QCOMPARE(view.original(), QStringLiteral("first\nloading \x1b[1m40 %\ndone\n"));
    QCOMPARE(view.document()->blockCount(), 4);
    QCOMPARE(view.document()->findBlockByNumber(2).text(), QStringLiteral("done"));
    QVERIFY(view.toPlainText().contains(QStringLiteral("\\x1b")));
    view.selectAll();
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), view.original());

    view.setMaximumBlockCount(10);
    for (int line = 0; line < 1000; ++line)
        view.append(QStringLiteral("line %1\n").arg(line));
    QVERIFY(view.original().endsWith(QStringLiteral("line 998\nline 999\n")));
    QVERIFY(view.original().count(QLatin1Char('\n')) <= 20);
}

void KitTest::decimalsAreThoseOfTheNumber_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<int>("fewest");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << 12.0 << 0 << QStringLiteral("12");
    QTest::newRow("whole hundreds") << 100.0 << 0 << QStringLiteral("100");
    QTest::newRow("half") << 12.5 << 0 << QStringLiteral("12.5");
    QTest::newRow("money") << 2.5 << 2 << QStringLiteral("2.50");
    QTest::newRow("small money") << 0.004 << 2 << QStringLiteral("0.004");
    QTest::newRow("smallest") << 0.000000001 << 2 << QStringLiteral("0.000000001");
}

void KitTest::decimalsAreThoseOfTheNumber()
{
    QFETCH(double, value);
    QFETCH(int, fewest);
    QFETCH(QString, text);
    DecimalBox box(fewest);
    box.setRange(-1, 1000);
    box.setValue(value);
    QCOMPARE(box.text(), text);
    QCOMPARE(box.value(), value);
}

void KitTest::noticeOffersItsButtonOnce()
{
    MessageBar bar;
    int pressed = 0;
    bar.show(Notice::error(Error{ErrorKind::NotFound, QStringLiteral("The file x is not there"), {},
                                 QStringLiteral("Look elsewhere.")})
                 .offering(QStringLiteral("Look"), [&pressed] { ++pressed; }));
    QVERIFY(bar.text().contains(QLatin1String("The file x is not there")));
    QVERIFY(bar.text().contains(QLatin1String("Look elsewhere.")));
    auto* action = bar.findChild<QPushButton*>(QStringLiteral("messageButton"));
    QCOMPARE(action->text(), QStringLiteral("Look"));
    action->click();
    QCOMPARE(pressed, 1);
    QVERIFY(bar.text().isEmpty());
    action->click();
    QCOMPARE(pressed, 1);
}

void KitTest::successesLeaveErrorsStay()
{
    MessageBar bar;
    const auto* leave = bar.findChild<QTimer*>();
    bar.show(Notice::success(QStringLiteral("Done.")));
    QVERIFY(leave->isActive());
    bar.show(Notice::error(Error{ErrorKind::DiskFull, QStringLiteral("No space"), {}, {}}));
    QVERIFY(!leave->isActive());
}

void KitTest::emptyStateShowsItsWholeAdvice()
{
    const QString advice = QStringLiteral("Many words that need several lines to be read. ").repeated(6);
    EmptyState state(QStringLiteral("tasks"), QStringLiteral("Nothing"), QStringLiteral("short"));
    state.resize(900, 600);
    state.show();
    state.say(QStringLiteral("Nothing"), advice);
    QVERIFY(QTest::qWaitForWindowExposed(&state));
    for (const QLabel* label : state.findChildren<QLabel*>())
        if (label->text() == advice) {
            QTRY_VERIFY(label->height() >= label->heightForWidth(label->width()));
            QVERIFY(label->height() > 3 * label->fontMetrics().height());
            return;
        }
    QFAIL("the advice is not shown");
}

void KitTest::numbersForPeople()
{
    QCOMPARE(percentText(0.615), QStringLiteral("61.5 %"));
    QCOMPARE(percentText(std::numeric_limits<double>::quiet_NaN()), QStringLiteral("–"));
    QCOMPARE(dollarsText(std::nullopt), QStringLiteral("n/a"));
    QCOMPARE(dollarsText(420'000'000), QStringLiteral("$0.42"));
    QCOMPARE(dollarsText(400'000), QStringLiteral("$0.0004"));
    QCOMPARE(durationText(59), QStringLiteral("59 s"));
    QCOMPARE(durationText(540), QStringLiteral("9 min"));
    QCOMPARE(durationText(4800), QStringLiteral("80 min"));
    QCOMPARE(durationText(7200), QStringLiteral("2 h 0 min"));
}

void KitTest::coloursCanBeRead_data()
{
    QTest::addColumn<ThemeChoice>("choice");
    QTest::newRow("light") << ThemeChoice::Light;
    QTest::newRow("dark") << ThemeChoice::Dark;
}

// WCAG 2: 4.5 for text, 3 for graphics.
void KitTest::coloursCanBeRead()
{
    QFETCH(ThemeChoice, choice);
    Theme theme;
    theme.show(choice);
    const QPalette palette = QApplication::palette();
    QCOMPARE(isDark(palette), choice == ThemeChoice::Dark);
    for (const QPalette::ColorRole ground : {QPalette::Base, QPalette::Window, QPalette::AlternateBase})
        for (const QPalette::ColorRole text : {QPalette::Text, QPalette::PlaceholderText, QPalette::Link})
            QVERIFY2(contrast(palette.color(text), palette.color(ground)) >= 4.5,
                     qPrintable(QStringLiteral("role %1 on %2").arg(text).arg(ground)));
    QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >= 4.5);
    QVERIFY(contrast(palette.color(QPalette::ButtonText), palette.color(QPalette::Button)) >= 4.5);
    for (const Tone tone : {Tone::Accent, Tone::Good, Tone::Bad, Tone::Caution, Tone::Quiet}) {
        QVERIFY(contrast(toneColour(tone, palette), palette.color(QPalette::Base)) >= 4.5);
        QVERIFY(contrast(palette.color(QPalette::Text), toneBackground(tone, palette)) >= 4.5);
        QVERIFY(contrast(toneColour(tone, palette), toneBackground(tone, palette)) >= 3);
    }
    QStyleOptionViewItem row;
    row.palette = palette;
    const QPalette chosen = withQuietSelection(row).palette;
    for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive}) {
        const QColor ground = chosen.color(group, QPalette::Highlight);
        QVERIFY(contrast(chosen.color(group, QPalette::HighlightedText), ground) >= 4.5);
        QVERIFY(contrast(palette.color(QPalette::PlaceholderText), ground) >= 3);
        for (const Tone tone : {Tone::Accent, Tone::Good, Tone::Bad, Tone::Caution})
            QVERIFY(contrast(toneColour(tone, palette), ground) >= 3);
    }
    for (int domain = 0; domain < domainColourCount; ++domain)
        QVERIFY2(contrast(domainColour(domain, palette), palette.color(QPalette::Base)) >= 3,
                 qPrintable(QString::number(domain)));
}

METASPO_UI_TEST(KitTest)
#include "KitTest.moc"
