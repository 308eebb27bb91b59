#include "ui/run/PromptEditor.h"

#include "core/domain/Task.h"
#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Theme.h"
#include "ui/run/DiffPane.h"

#include <QAction>
#include <QEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace metaspo {

namespace {

constexpr int draftPause = 500;
constexpr int comparePause = 60;

struct Compared
{
    QList<DiffSpan> raw;   ///< of the texts themselves
    QList<DiffSpan> shown; ///< of their displayable forms
};

Compared compared(const QString& before, const QString& after)
{
    const QString shownBefore = displayText(before);
    const QString shownAfter = displayText(after);
    Compared result{wordDiff(before, after), {}};
    const bool isSame = shownBefore == before && shownAfter == after;
    result.shown = isSame ? result.raw : wordDiff(shownBefore, shownAfter);
    return result;
}

} // namespace

QString promptProblem(PromptKind kind, const QString& text, const QString& origin)
{
    if (text.trimmed().isEmpty())
        return PromptEditor::tr("A prompt needs a text.");
    if (text == origin)
        return PromptEditor::tr("Nothing is changed yet.");
    const auto places = text.count(questionPlaceholder);
    if (kind == PromptKind::User && places != 1)
        return PromptEditor::tr("A user prompt needs %1 exactly once.").arg(questionPlaceholder);
    if (kind == PromptKind::System && places != 0)
        return PromptEditor::tr("A system prompt must not have %1.").arg(questionPlaceholder);
    return {};
}

PromptEditor::PromptEditor(QWidget* parent)
    : QWidget(parent)
    , m_title(heading({}, this, 1.15))
    , m_when(hint({}, this))
    , m_problem(hint({}, this))
    , m_kept(hint({}, this))
    , m_rivalTitle(hint({}, this))
    , m_summary(hint({}, this))
    , m_rival(new DiffPane(DiffPane::Side::Before, this))
    , m_text(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("promptEditor"));
    m_problem->setObjectName(QStringLiteral("promptEditorProblem"));
    m_kept->setObjectName(QStringLiteral("promptEditorKept"));
    m_summary->setObjectName(QStringLiteral("promptEditorSummary"));
    for (QLabel* label : {m_kept, m_rivalTitle, m_summary})
        label->setWordWrap(false);
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(m_problem, 1);
    bottom->addWidget(m_kept);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(makeHeader());
    rows->addWidget(makeTexts(), 1);
    rows->addLayout(bottom);
    for (QTimer* timer : {&m_drafting, &m_comparing})
        timer->setSingleShot(true);
    m_drafting.setInterval(draftPause);
    m_comparing.setInterval(comparePause);
    connect(&m_drafting, &QTimer::timeout, this, &PromptEditor::tellDraft);
    connect(&m_comparing, &QTimer::timeout, this, &PromptEditor::compare);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_isFilling)
            textEdited();
    });
}

QWidget* PromptEditor::makeHeader()
{
    auto* header = new QWidget(this);
    auto* names = new QVBoxLayout;
    names->setSpacing(1);
    names->addWidget(m_title);
    names->addWidget(m_when);
    auto* commands = new QHBoxLayout;
    m_commands = commands;
    auto* discard = button(tr("Discard"), QStringLiteral("remove"), QStringLiteral("discardPrompt"), header);
    discard->setToolTip(tr("Throw the draft away"));
    auto* close = button(tr("Close"), QStringLiteral("close"), QStringLiteral("closePrompt"), header);
    close->setToolTip(tr("The draft is kept"));
    connect(discard, &QPushButton::clicked, this, &PromptEditor::discarded);
    connect(close, &QPushButton::clicked, this, &PromptEditor::closeRequested);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->addLayout(names, 1);
    row->addLayout(commands);
    row->addWidget(discard, 0, Qt::AlignTop);
    row->addWidget(close, 0, Qt::AlignTop);
    return header;
}

QWidget* PromptEditor::makeTexts()
{
    nameWidget(m_rival, QStringLiteral("promptEditorRival"), tr("Text of the prompt in force"));
    nameWidget(m_text, QStringLiteral("promptEditorText"), tr("Text of the new candidate"));
    m_text->setTabChangesFocus(true);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(QStringLiteral("promptEditorSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(8);
    const auto add = [splitter](QLabel* title, QLabel* extra, QWidget* text) {
        auto* column = new QWidget(splitter);
        auto* top = new QHBoxLayout;
        top->addWidget(title, 1);
        if (extra)
            top->addWidget(extra);
        auto* rows = new QVBoxLayout(column);
        rows->setContentsMargins(0, 0, 0, 0);
        rows->setSpacing(2);
        rows->addLayout(top);
        rows->addWidget(text, 1);
        splitter->addWidget(column);
    };
    add(m_rivalTitle, nullptr, m_rival);
    auto* yours = hint(tr("Your text"), this);
    yours->setWordWrap(false);
    add(yours, m_summary, m_text);
    return splitter;
}

void PromptEditor::addCommand(QAction* insert)
{
    auto* made = new QToolButton(this);
    made->setDefaultAction(insert);
    made->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    made->setFocusPolicy(Qt::StrongFocus);
    QString name = insert->text();
    nameWidget(made, QStringLiteral("insertPrompt"), name.remove(QLatin1Char('&')));
    static_cast<QBoxLayout*>(m_commands)->addWidget(made, 0, Qt::AlignTop);
}

void PromptEditor::edit(const Work& work)
{
    m_work = work;
    m_isEditing = true;
    m_told = work.beginning.text;
    m_title->setText(displayLine(work.title));
    m_rivalTitle->setText(displayLine(work.rivalTitle));
    m_kept->clear();
    {
        const QScopedValueRollback filling(m_isFilling, true);
        showEditable(m_text, work.beginning.text);
        m_text->moveCursor(QTextCursor::End);
    }
    // The differences come a moment later; nothing of the prompt before stays until then.
    m_raw.clear();
    m_shown = {{DiffKind::Equal, displayText(work.rivalText)}};
    m_rival->showDifference(work.rivalText, m_shown);
    m_text->setExtraSelections({});
    m_summary->clear();
    textEdited();
    m_comparing.stop();
    compare();
    m_text->setFocus();
}

// What is not kept yet is told before it is forgotten.
void PromptEditor::stop()
{
    if (!m_isEditing)
        return;
    m_comparing.stop();
    tellDraft();
    m_isEditing = false;
    ++m_generation;
    textEdited();
}

void PromptEditor::tellDraft()
{
    m_drafting.stop();
    if (const QString text = m_text->toPlainText(); std::exchange(m_told, text) != text)
        Q_EMIT draftChanged();
}

// The marks have the colours of the theme.
void PromptEditor::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_isEditing && !m_comparing.isActive())
        showDifferences(m_raw, m_shown);
}

void PromptEditor::setLoop(const QString& words, bool isAhead)
{
    m_when->setText(words);
    m_isLoopAhead = isAhead;
    textEdited();
}

Insertion PromptEditor::insertion() const
{
    Insertion now = m_work.beginning;
    now.text = m_text->toPlainText();
    return now;
}

bool PromptEditor::isReady() const
{
    return m_isEditing && m_isLoopAhead &&
           promptProblem(m_work.beginning.kind, m_text->toPlainText(), m_work.copied).isEmpty();
}

void PromptEditor::showKept(const QString& words)
{
    m_kept->setText(words);
}

void PromptEditor::textEdited()
{
    if (m_isEditing) {
        m_problem->setText(promptProblem(m_work.beginning.kind, m_text->toPlainText(), m_work.copied));
        if (m_text->toPlainText() != m_told)
            m_drafting.start();
        m_comparing.start();
    }
    if (std::exchange(m_wasReady, isReady()) != m_wasReady)
        Q_EMIT readyChanged();
}

// Away from the main thread: two long texts without a common word take a while.
void PromptEditor::compare()
{
    inBackground(
        this, [before = m_work.rivalText, after = m_text->toPlainText()] { return compared(before, after); },
        [this, generation = ++m_generation](const Compared& result) {
            if (generation != m_generation || !m_isEditing || m_comparing.isActive())
                return; // the text is another one now
            m_raw = result.raw;
            m_shown = result.shown;
            showDifferences(m_raw, m_shown);
        });
}

void PromptEditor::showDifferences(const QList<DiffSpan>& raw, const QList<DiffSpan>& shown)
{
    m_rival->showDifference(m_work.rivalText, shown);
    QTextCharFormat changed;
    changed.setBackground(toneBackground(Tone::Accent, palette()));
    changed.setForeground(toneColour(Tone::Accent, palette()));
    changed.setFontUnderline(true);
    QList<QTextEdit::ExtraSelection> marks;
    int place = 0;
    for (const DiffSpan& span : raw) {
        if (span.kind == DiffKind::Removed)
            continue;
        if (span.kind == DiffKind::Inserted) {
            QTextEdit::ExtraSelection mark;
            mark.format = changed;
            mark.cursor = QTextCursor(m_text->document());
            mark.cursor.setPosition(place);
            mark.cursor.setPosition(place + static_cast<int>(span.text.size()), QTextCursor::KeepAnchor);
            marks.append(mark);
        }
        place += static_cast<int>(span.text.size());
    }
    m_text->setExtraSelections(marks);
    m_summary->setText(differenceSummary(raw));
}

} // namespace metaspo
