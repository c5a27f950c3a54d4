#include "studio.inc"
Colours("4f6f5f","f1e8d8","2b2622")
// a tin with a paper label; Shape 1: low and wide
#declare R=(Shape=1?5.2:3.9); #declare H=(Shape=1?4.6:10.5);
#declare Obj = union {
  object { RCyl(0,H,R,0.35) Satin(CMain) } torus { R-0.05,0.16 translate y*(H*0.74) Satin(CMain) }
  object { RCyl(H*0.76,H+0.9,R+0.12,0.3) Satin(CMain) } object { RCyl(H+0.8,H+1.15,R-0.7,0.2) Satin(CMain) }
  object { WrapLabel(R,R*0.78,H*0.1,H*0.66) Kraft(CAccent) }
  union { object { WrapText(Word(L1,"TEA"),(Shape=1?0.72:0.8),R,H*(Shape=1?0.38:0.44)) } object { WrapText(Word(L2,"loose leaf"),0.45,R,H*(Shape=1?0.19:0.32)) } #if (Shape=0) object { WrapText(Word(L3,"100 g"),0.34,R,H*0.17) } object { WrapBar(R,1.2,H*0.27,0.05) } #end Matte(CThird) } }
Stage(Obj,-16,28,(Shape=1?1.0:1.14))
