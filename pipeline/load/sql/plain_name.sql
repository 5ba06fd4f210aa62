-- A name without what never tells two things apart: width, blanks, brackets, marks.
CREATE MACRO plain_name(name) AS lower(regexp_replace(
    translate(
        name,
        '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ',
        '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
    ),
    '[^\p{L}\p{N}]', '', 'g'
))
