import sys
from docx import Document
from docx.shared import Pt, Mm
from docx.enum.text import WD_ALIGN_PARAGRAPH as A, WD_LINE_SPACING as LS
from docx.oxml.ns import qn
from docx.oxml import OxmlElement
def font(run,name,size):
    run.font.size=Pt(size); run.font.name=name
    rpr=run._element.get_or_add_rPr(); f=rpr.get_or_add_rFonts()
    for k in('w:ascii','w:hAnsi','w:eastAsia','w:cs'): f.set(qn(k),name)
def para(d,text,name='FandolFang R',size=16,align=None,indent=32,line=28.95,right=0,left=0,space=-0.25):
    p=d.add_paragraph(); pf=p.paragraph_format
    pf.space_before=pf.space_after=Pt(0); pf.line_spacing_rule=LS.EXACTLY; pf.line_spacing=Pt(line)
    pf.widow_control=False
    pf.first_line_indent=Pt(indent); pf.right_indent=Pt(right); pf.left_indent=Pt(left)
    p.alignment=A.JUSTIFY if align is None else align
    r=p.add_run(text); font(r,name,size)
    sp=OxmlElement('w:spacing'); sp.set(qn('w:val'),str(int(space*20))); r._element.get_or_add_rPr().append(sp)
    return p
def field(p,name='Banxin Song',size=14,align=A.RIGHT,ind=14):
    p.alignment=align
    pf=p.paragraph_format; (setattr(pf,'right_indent',Pt(ind)) if align==A.RIGHT else setattr(pf,'left_indent',Pt(ind)))
    r=p.add_run('— '); font(r,name,size)
    for t,x in(('begin',None),(None,'PAGE'),('end',None)):
        r=p.add_run(); font(r,name,size)
        if t: e=OxmlElement('w:fldChar'); e.set(qn('w:fldCharType'),t)
        else: e=OxmlElement('w:instrText'); e.text=x
        r._element.append(e)
    r=p.add_run(' —'); font(r,name,size)
def doc(mirror=False, out='word.docx', fang='FandolFang R', hei='Banxin Hei', kai='Banxin Kai', title='Banxin Biaosong'):
    d=Document(); s=d.sections[0]
    s.page_width,s.page_height=Mm(210),Mm(297)
    s.top_margin,s.left_margin,s.right_margin,s.bottom_margin=Mm(37),Mm(28),Mm(26),Mm(35)
    s.footer_distance=Mm(25)
    d.settings.odd_and_even_pages_header_footer=True
    if mirror: d.settings.element.append(OxmlElement('w:mirrorMargins'))
    field(s.footer.paragraphs[0]); field(s.even_page_footer.paragraphs[0],align=A.LEFT)
    T='做好民政工作，完善低保制度'*3+'做好民政工作。'
    para(d,'青云街道2022年民政工作计划',title,22,A.CENTER,0,space=0)
    para(d,'',indent=0)
    for part in('一、总体要求','二、主要任务','三、主要任务'):
        para(d,part,hei)
        for t in('（一）加强领导','（二）落实责任'):
            para(d,t,kai); para(d,T*4); para(d,'1.分工'); para(d,T*3)
    para(d,T)
    para(d,'',indent=0)
    para(d,'青云街道清河社区居民委员会',align=A.RIGHT,indent=0,right=32)
    para(d,'2021年12月20日',align=A.LEFT,indent=0,left=442.2-32-13*15.8+32)
    d.save(out)
doc(out='libreoffice.docx'); doc(True, 'libreoffice-both-sides.docx')
