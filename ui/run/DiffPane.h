#pragma once

#include "core/analysis/WordDiff.h"
#include "ui/kit/PlainText.h"

namespace metaspo {

/// One side of two texts side by side: what only this side has stands on a coloured ground, underlined or struck
/// through, and its lines carry + or − in the margin. Plain text only.
class DiffPane : public PlainTextView
{
    Q_OBJECT

public:
    enum class Side { Before, After };

    DiffPane(Side side, QWidget* parent = nullptr);

    /// `spans` are of the displayed forms of both texts; the other side's are left out.
    void showDifference(const QString& original, const QList<DiffSpan>& spans);
    /// Places in the document where a difference begins.
    const QList<int>& differences() const { return m_differences; }
    void goTo(int place);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void write();
    void paintMargin();
    void placeMargin();

    Side m_side;
    QWidget* m_margin;
    QList<DiffSpan> m_spans;
    QList<int> m_differences;
    QList<int> m_changedLines; ///< block numbers
};

/// How much two texts differ, in words: "+2 −0 words".
QString differenceSummary(const QList<DiffSpan>& spans);

} // namespace metaspo
