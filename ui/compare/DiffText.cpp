#include "ui/compare/DiffText.h"

#include "ui/kit/Theme.h"

#include <QEvent>
#include <QMimeData>
#include <QPlainTextDocumentLayout>
#include <QScrollBar>
#include <QTextBlock>
#include <algorithm>

namespace metaspo {

DiffText::DiffText(QWidget* parent)
    : PlainTextView(parent)
{
}

void DiffText::showParts(const QString& original, const QList<ShownPart>& parts)
{
    if (original == this->original() && parts == m_parts)
        return;
    const bool isSameText = original == this->original();
    const qsizetype top = isSameText ? topPlace() : 0;
    keepOriginal(original);
    m_parts = parts;
    m_chosen = -1;
    write();
    scrollToPlace(top);
}

QTextCharFormat DiffText::formatOf(const ShownPart& part) const
{
    QTextCharFormat format;
    if (part.kind == DiffKind::Equal) {
        if (part.isMark)
            format.setForeground(toneColour(Tone::Quiet, palette()));
        return format;
    }
    const Tone tone = part.kind == DiffKind::Removed ? Tone::Bad : Tone::Accent;
    format.setBackground(toneBackground(tone, palette()));
    format.setForeground(toneColour(tone, palette()));
    if (part.isMark)
        format.setFontWeight(QFont::Bold);
    else
        part.kind == DiffKind::Removed ? format.setFontStrikeOut(true) : format.setFontUnderline(true);
    return format;
}

void DiffText::write()
{
    m_laid.clear();
    m_places.clear();
    document()->clear();
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    qsizetype place = 0;
    for (const ShownPart& part : std::as_const(m_parts)) {
        m_laid.append({part, cursor.position(), place});
        cursor.insertText(part.text, formatOf(part));
        place += part.original.size();
    }
    cursor.endEditBlock();
    const double length = std::max(1, document()->characterCount() - 1);
    for (qsizetype index = 0; index < m_laid.size(); ++index) {
        const Laid& laid = m_laid[index];
        if (laid.part.change < 0)
            continue;
        const qsizetype end = laid.position + laid.part.text.size();
        if (m_places.isEmpty() || m_places.last().change != laid.part.change)
            m_places.append({laid.part.change, laid.part.kind, laid.position / length, 0});
        m_places.last().to = static_cast<double>(end) / length;
    }
    moveCursor(QTextCursor::Start);
    markChosen();
}

void DiffText::goTo(int change)
{
    m_chosen = change;
    markChosen();
    const auto laid = std::find_if(m_laid.begin(), m_laid.end(),
                                   [change](const Laid& one) { return change >= 0 && one.part.change == change; });
    if (laid == m_laid.end())
        return;
    QTextCursor cursor = textCursor();
    cursor.setPosition(laid->position);
    setTextCursor(cursor);
    centerCursor();
}

void DiffText::markChosen()
{
    QList<QTextEdit::ExtraSelection> selections;
    for (const Laid& laid : std::as_const(m_laid)) {
        if (laid.part.change != m_chosen || m_chosen < 0)
            continue;
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document());
        selection.cursor.setPosition(laid.position);
        selection.cursor.setPosition(laid.position + static_cast<int>(laid.part.text.size()), QTextCursor::KeepAnchor);
        selection.format.setBackground(palette().color(QPalette::Highlight));
        selection.format.setForeground(palette().color(QPalette::HighlightedText));
        selections.append(selection);
    }
    setExtraSelections(selections);
}

int DiffText::linesBefore(int position) const
{
    const QTextBlock block = document()->findBlock(position);
    if (!block.isValid())
        return 0;
    auto* layout = static_cast<QPlainTextDocumentLayout*>(document()->documentLayout());
    layout->blockBoundingRect(block); // lays it out
    const QTextLine line = block.layout()->lineForTextPosition(position - block.position());
    return block.firstLineNumber() + (line.isValid() ? line.lineNumber() : 0);
}

qsizetype DiffText::topPlace() const
{
    const int position = cursorForPosition(QPoint(static_cast<int>(document()->documentMargin()) + 1, 1)).position();
    qsizetype place = 0;
    for (const Laid& laid : m_laid) {
        if (laid.position > position)
            break;
        const qsizetype within = std::min<qsizetype>(position - laid.position, laid.part.original.size());
        place = laid.place + within;
    }
    return place;
}

void DiffText::scrollToPlace(qsizetype place)
{
    int position = 0;
    for (const Laid& laid : std::as_const(m_laid)) {
        if (laid.place > place)
            break;
        const qsizetype within = std::min<qsizetype>(place - laid.place, laid.part.text.size());
        position = laid.position + static_cast<int>(within);
    }
    verticalScrollBar()->setValue(place == 0 ? 0 : linesBefore(position));
}

std::pair<double, double> DiffText::visiblePart() const
{
    const QScrollBar* bar = verticalScrollBar();
    const double all = std::max(1, bar->maximum() + bar->pageStep());
    return {bar->value() / all, std::min(1.0, (bar->value() + bar->pageStep()) / all)};
}

QString DiffText::originalBetween(int from, int to) const
{
    QString text;
    for (const Laid& laid : m_laid) {
        const int end = laid.position + static_cast<int>(laid.part.text.size());
        if (end <= from && !(laid.part.text.isEmpty() && laid.position == from))
            continue;
        if (laid.position >= to)
            break;
        if (laid.part.isMark)
            text += laid.part.original;
        else
            text += laid.part.original.mid(std::max(0, from - laid.position),
                                           std::min(to, end) - std::max(from, laid.position));
    }
    return text;
}

QMimeData* DiffText::createMimeDataFromSelection() const
{
    const QTextCursor cursor = textCursor();
    auto* copied = new QMimeData;
    copied->setText(originalBetween(cursor.selectionStart(), cursor.selectionEnd()));
    return copied;
}

void DiffText::changeEvent(QEvent* event)
{
    PlainTextView::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    const qsizetype top = topPlace();
    write();
    scrollToPlace(top);
}

} // namespace metaspo
